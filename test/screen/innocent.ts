// innocent: names, organisations, streets and cities that are real or look it, and must pass.

function listed(text: string): string[] {
  return text.split('|').map((value) => value.trim());
}

export const INNOCENT_NAMES =
  listed(`Christine Null|Jennifer Null|Jean-Marc Test|Mr Null|Ms Test|Dr. Null|Anna Nul|Root Janssens|
  Donald Duckworth|Donald Dyck|Ronald Duck|Mickey Rourke|Mickey House|Minnie Driver|Harry Porter|Harriet Potter|Bart Simson|Bart De Wever|
  Homer Jones|Peter Parkers|Jean Dupont|Jean Peeters|Jan Janssens|Jan Jansen|John Smith|Mario Rossi|Juan Pérez|Hans Müller|
  Lieschen Schmidt|Max Musterer|Erika Muster-Keller|Karel De Modaal|Piet Pietersen|Marie Dubois|An Peeters|Bo Li|Jo Ng|Yi Xu|Wu Yi|Ab Aa|
  Ng Eng Hen|U Nu|O Rahilly|Li|李|李小龙|王芳|山田太郎|김철수|Νίκος Παπαδόπουλος|Сергей Иванов|Олександр Шевченко|محمد علي|دוד כהן|דוד כהן|
  สมชาย ใจดี|नरेंद्र शर्मा|Nguyễn Thị Hương|Trần Văn Đức|Grzegorz Brzęczyszczykiewicz|Krzysztof Szczepański|Zdzisław Krzyżanowski|
  Łukasz Wójcik|Jiří Dvořák|Ondřej Vlček|Hrvoje Horvat|Srđan Đoković|Tvrtko Jakovčić|İbrahim Şahin|Çağla Yıldız|Oğuzhan Özgür|
  Þórður Guðmundsson|Ragnhildur Sigurðardóttir|Søren Kjærgaard|Bjørn Østergård|Åsa Ångström|Jyrki Häkkinen|Päivi Yrjölä|Õnne Pärnpuu|
  Jānis Bērziņš|Žydrūnas Šimkus|György Székely|Zsófia Szűcs|Ștefan Țepeș|Ioan Gheorghiu|Vlkan Krč|Gwyneth Llewellyn|Rhys Ffrench|
  Siobhán O'Shaughnessy|Niamh Ní Dhomhnaill|Aoife McLoughlin|Pádraig Ó hUiginn|Eoghan MacGiolla|Ngozi Okonjo-Iweala|Chukwuemeka Nwosu|
  Thabo Tshabalala|Nkosazana Dlamini|Mpho Mthethwa|Abdulrahman Al-Qahtani|Fatima Zahra Benjelloun|Mohammed El Khattabi|Youssef Aït Ben Haddou|
  Reza Azer|Ali Reza|Azer Mammadov|Ludovic Trew|Bert Trewin|Fred Wertz|Andrew Drew|Coco Lili|Mimi Nana|Jojo Bobo|Titi Toto|Tintin Lee|Bambang Susilo|
  Anna Schifffahrt|Aaron Aalders|Isaac Eeckhout|Lieve Goossenaerts|Griet Vansteelandt|Wout Hellemans|Clémence Hautfenne|Éloïse Marchevelle|
  Henrike Lindhof|Stijn Verbeeck|Annelies Coddens|Marc Thienpondt|Torsten Wiesenhauer|Ilse Kasparyan|Thibault Lejeusne|Pim Druijf|
  Koen Hembroskx|Saskia Zoetemelk|Sjoerd Sjoerdsma|Tjitske Hoekstra|Wytze de Vries|Jeltje van der Ploeg|Hidde Ypma|Fokje Feitsma|Guus Hiddink|
  Geert Schuurmans|Sven Nys|Kris Wyckhuys|Freya Verlinden|Joris Vercammen|Godelieve Quisthoudt|Karel van de Woestijne|Pieter-Jan 't Hooft|
  Jonkheer van Rijckevorsel|Dirk Schellekens|Inge Vervotte|Jef Geeraerts|Els Ruijsendaal|Joop Bijl|Truus Schröder|Jérôme Lefebvre|
  Ghislaine Schmitt|Benoît Guyot|Anne-Cécile de Wouters d'Oplinter|Quentin Xhonneux|Yves Xhrouet|Gwenaëlle Kerjean|Yannick Le Bihan|
  Marie-Thérèse Njock|Loïc Nguyen|Jürgen Schwarzkopf|Wolfgang Pfnür|Björn Schlüter|Käthe Großmann|Annegret Kramp|Xaver Obermüller|Dörte Kühn|
  Uwe Schrägle|Ernst Pflüger|Siegfried Hrdlicka|Rüdiger Žižek|Hugh Fitzpatrick|Gareth Pryce-Jones|Myfanwy Pritchard|Hamish McTavish|
  Philippa Thwaites|Nigel Cholmondeley|Xavier Quirke|J.P. Morel|J. R. Janssens|A. B. Claes|John Carter 3rd|Jan Peeters jr.|Mevr. De Smet|
  Herr Schmidt|Dhr. J. de Boer|Me. Dubois|Napoleon Santos|Elvis Janssens|Adolf Meyer|Hitler Paulo|Jesus Garcia|Christian Noel|
  Claus Santamaria|Barbara Pig|Vladimir Poutanen|Donald Tromp|Donald Crump|Angela Markel|Zelensky Ivan|Dalia Lama|Domain Administrator|
  Hostmaster Team|Dienst Informatica|IT Department|Stéphanie D'Hose|Zuhal Demir|Assita Kanko|Meyrem Almaci|Hadja Lahbib|Elio Di Rupo`);

export const INNOCENT_ORGANISATIONS =
  listed(`Disney Store|Mickey Mouse Fanclub vzw|Test-Aankoop|Test Achats|Stiftung Warentest|NULL BV|Null
  Éénheid|Azerty.nl BV|Qwerty SA|Qwerty|AAA|BBB NV|SSS|KBC|IKEA|H&M|C&A|BNP Paribas Fortis|MSF|UZ Brussel|VRT|RTBF|WWF|VVKSM|NMBS-SNCB|3M|
  4-4-2|1&1 Internet SE|24sevenoffice|Zero Zbuduj sp. z o.o.|Zero Emission BV|None of Us Ltd|Batman Transport|Harry Potter Winkel|@Home|
  We <3 Bikes|Foo Fighters Tribute|Example Cars Ltd|ABC Motors|XYZ Logistics|Firma Janssens|Société Générale|Bedrijfsrevisoren Peeters|
  Your Company Partners|Studio 100|Krz Brz Szcz|Bxkqvzt GmbH|https://example.test|Blabla Car|Yahoo!|Gemeente As|Åland Post|株式会社|
  ООО Ромашка|Privé Garage Peeters|Geen Gehoor vzw|Particulier à Particulier`);

export const INNOCENT_STREETS =
  listed(`Kerkstraat 1|Nieuwe Straat 1|Straatje 3|Rue de la Loi 16|1 rue de la Paix|Rue Neuve 100|Korenlei 112|
  Rue des Aubépines 48|Lindenallee 19|Straße des 17. Juni 135|Seestraße 77|Mühlengasse 5|Q7 12|C4 3|Q 7|C/ Mayor 3|Bld. Reyers 52|'t Hof 1|
  Adresboekstraat 4|Teststraat 4b|Eeuwfeestlaan 12|Aanbeeldstraat 9|Kapucijnenvoer 33|Ijzerenwegstraat 5|Burgemeester Vandenhendelaan 7|
  Chaussée de Wavre 1015|Quai aux Briques 2|Place Xavier Neujean 12|ul. Szczęśliwa 12|Žižkova 3|ул. Ленина 5|中山路 1|Postbus 404|Postweg 3|
  Boîte 12 Rue Haute|Steenweg op Diest 210, bus 2|Flat 3, 12 High Street|PO Box 12 Oxford Road|Mickey Mouselaan 3|Null Street North 4|
  Pfaffengrund 1`);

export const INNOCENT_CITIES =
  listed(`Y|Ee|As|Oo|Å|Å i Lofoten|Na|Nå|None|Nan|Aucun|Batman|Us|Sy|Ham|Gent|Luik|Liège|Lüttich|Brussel|Bruxelles|
  's-Gravenhage|'s-Hertogenbosch|Sint-Truiden|Saint-Gilles|Villers-la-Ville|Ville-sur-Haine|Stadskanaal|Ortenberg|Nil-Saint-Vincent|Void-Vacon|
  Paris 12|Köln|München|Łódź|Wrocław|Szczecin|Brno|Plzeň|Krk|Vrh|Ürgüp|Đà Nẵng|Москва|Αθήνα|東京|القاهرة|Llanfairpwllgwyngyll|Ypres|Ieper|
  Zwijndrecht|Wuustwezel|Xhoffraix|Quaregnon|Aalst|Eeklo|Ooike|Oostende|Weert|Werchter|Azay-le-Rideau|Reykjavík|Tromsø|Ærøskøbing`);
