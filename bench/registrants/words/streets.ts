// streets: street names as they stand in any town of the country, with no number.
// Origin: written down from general knowledge; no list was copied.

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const DUTCH_STREETS =
  words(`Kerkstraat, Dorpsstraat, Stationsstraat, Molenstraat, Schoolstraat, Nieuwstraat, Hoogstraat, Kapelstraat, Veldstraat,
  Beekstraat, Bosstraat, Groenstraat, Heidestraat, Kasteelstraat, Lindelaan, Beukenlaan, Eikenlaan, Berkenlaan, Kastanjelaan, Populierenlaan, Rozenlaan,
  Tulpenstraat, Leliestraat, Vijverstraat, Zandstraat, Steenweg op Gent, Brusselsesteenweg, Antwerpsesteenweg, Mechelsesteenweg, Diestsesteenweg,
  Grote Markt, Markt, Dorp, Kloosterstraat, Pastorijstraat, Gemeentestraat, Processieweg, Oude Baan, Lange Haagstraat, Korte Nieuwstraat, Koning Albertlaan,
  Koningin Astridlaan, Leopoldstraat, Guido Gezellestraat, Hendrik Consciencestraat, Sint-Jansstraat, Onze-Lieve-Vrouwstraat, Sint-Pietersnieuwstraat,
  Zeedijk, Havenlaan, Industrielaan, Ambachtenlaan, Nijverheidsstraat, Bedrijvenpark Coupure, Kouter, Dries, Plein, Vaart, Dijk, Ring, 't Zand, 's-Gravenstraat,
  Ter Rivierenlaan, Achter de Hoven, Hof ter Mere, Prins Boudewijnlaan, Albert I-laan, Elfnovemberlaan, 8 Meilaan, Dr. De Cockstraat, Ed. Anseelelaan`);

export const NETHERLANDS_STREETS =
  words(`Kerkstraat, Dorpsstraat, Stationsweg, Molenweg, Schoolstraat, Nieuwstraat, Julianastraat, Wilhelminastraat, Beatrixlaan,
  Oranjestraat, Prins Hendrikkade, Keizersgracht, Herengracht, Singel, Oudegracht, Coolsingel, Marnixstraat, Van Woustraat, Eerste van der Helststraat,
  2e Jan Steenstraat, Laan van Meerdervoort, Weteringschans, Zeeweg, Havenkade, Industrieweg, Ambachtsweg, De Dam, Het Spui, Hofplein, Burgemeester de Vlugtlaan,
  Burg. Jansenlaan, Lindenlaan, Beukenstraat, Kastanjeplein, Meidoornlaan, Merelstraat, Zwaluwlaan, Vermeerstraat, Rembrandtlaan, Jan van Galenstraat,
  Plein 1944, 's-Gravenweg, 't Hoge, Achterom, Voorstraat, Dijk, Markt, Grote Markt, Ir. Lelystraat, Dr. Kuyperlaan, Oude Rijksweg, Zandpad, Parallelweg`);

export const FRENCH_STREETS =
  words(`Rue de la Gare, Rue de l'Église, Rue du Moulin, Rue des Écoles, Rue Neuve, Rue du Château, Rue Haute, Rue Basse, Rue de la Station,
  Rue Victor Hugo, Rue Jean Jaurès, Rue Pasteur, Rue de la République, Avenue de la Libération, Avenue des Tilleuls, Avenue Jean Moulin, Boulevard Gambetta,
  Boulevard de la Liberté, Place de l'Hôtel de Ville, Place du Marché, Chemin des Vignes, Chemin du Bois, Allée des Acacias, Impasse des Lilas, Route de Paris,
  Route Nationale, Quai de la Marne, Cours Gambetta, Sentier des Prés, Rue du 8 Mai 1945, Rue du 11 Novembre, Rue du Général de Gaulle, Avenue du Maréchal Foch,
  Rue Émile Zola, Rue Saint-Martin, Rue Sainte-Anne, Rue d'Alsace, Rue de l'Abbé Grégoire, Clos des Chênes, Résidence Les Pins, Square du Parc, Passage du Commerce`);

export const WALLOON_STREETS =
  words(`Rue de la Gare, Rue de l'Église, Rue du Moulin, Rue des Écoles, Rue Neuve, Rue du Château, Rue Haute, Rue de la Station,
  Chaussée de Charleroi, Chaussée de Louvain, Chaussée de Wavre, Chaussée de Namur, Avenue Louise, Avenue des Tilleuls, Avenue Reine Astrid, Avenue Albert Ier,
  Boulevard Tirou, Boulevard d'Avroy, Place Communale, Place Saint-Lambert, Place du Marché, Rue Grande, Rue Joseph Wauters, Rue Jules Destrée, Rue Vandervelde,
  Chemin du Bois, Clos des Cerisiers, Drève du Duc, Ruelle des Prés, Thier de la Chartreuse, Quai de Rome, Route de Philippeville, Rue du Try, Rue Fosse aux Chênes,
  Rue Ernest Solvay, Rue de l'Athénée, Rue d'Arlon, Voie des Moutons, Venelle du Bon Air, Rue du Onze Novembre, Rue Sur-les-Foulons, Tienne aux Grives, Zoning Industriel`);

export const GERMAN_STREETS =
  words(`Hauptstraße, Bahnhofstraße, Schulstraße, Gartenstraße, Dorfstraße, Kirchstraße, Bergstraße, Lindenstraße, Waldstraße, Ringstraße,
  Goethestraße, Schillerstraße, Mozartstr., Beethovenstr., Am Markt, Am Alten Hof, An der Mühle, Im Winkel, Zum Sportplatz, Unter den Linden, Auf der Heide, Alte Landstraße,
  Berliner Allee, Kölner Straße, Münchener Str., Friedrich-Ebert-Straße, Karl-Marx-Allee, Konrad-Adenauer-Platz, Geschwister-Scholl-Straße, Rosenweg, Tulpenweg, Amselweg,
  Birkenweg, Eichendorffstraße, Industriestraße, Gewerbepark Nord, Marktplatz, Domplatz, Wilhelmstraße, Kaiserstraße, Königsallee, Ostring, Straße des 17. Juni, Kuhgasse, Südwall`);
