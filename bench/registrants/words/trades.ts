// trades: what companies and associations are called, by home. Origin: invented or general knowledge; no list was copied.
import type { Home } from '../homes.js';

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const LEGAL_FORMS: Readonly<Record<Home, readonly string[]>> = {
  flanders: words('BV, NV, VZW, VOF, BVBA, CV, Comm.V, bv, nv'),
  wallonia: words('SRL, SA, ASBL, SPRL, SNC, SC, srl'),
  netherlands: words('B.V., BV, VOF, V.O.F., Stichting, Holding B.V.'),
  france: words('SARL, SAS, EURL, SASU, SCI, SA'),
  germany: words('GmbH, UG (haftungsbeschränkt), GbR, KG, GmbH & Co. KG, e.K., AG'),
};

export const TRADES: Readonly<Record<Home, readonly string[]>> = {
  flanders:
    words(`Bakkerij, Slagerij, Garage, Dakwerken, Schrijnwerkerij, Tuinaanleg, Immo, Boekhoudkantoor, Advocatenkantoor, Tandartspraktijk, Kinepraktijk,
    Elektro, Loodgieterij, Kapsalon, Frituur, Brouwerij, Drukkerij, Studio, Fotografie, Transport, Hoeve, B&B, Café, Architectenbureau, Notariskantoor`),
  wallonia:
    words(`Boulangerie, Boucherie, Garage, Toitures, Menuiserie, Jardins, Immobilière, Fiduciaire, Cabinet d'avocats, Cabinet dentaire, Chauffage,
    Électricité, Salon, Friterie, Brasserie, Imprimerie, Studio, Transports, Ferme, Gîte, Café, Bureau d'études, Traiteur, Pharmacie, Librairie`),
  netherlands:
    words(`Bakkerij, Slagerij, Autobedrijf, Dakdekkersbedrijf, Timmerbedrijf, Hoveniersbedrijf, Makelaardij, Administratiekantoor, Advocatuur,
    Tandartspraktijk, Fysiotherapie, Installatiebedrijf, Kapsalon, Snackbar, Brouwerij, Drukkerij, Studio, Fotografie, Transportbedrijf, Rijschool, Café`),
  france:
    words(`Boulangerie, Boucherie, Garage, Couverture, Menuiserie, Paysagiste, Agence, Cabinet, Plomberie, Électricité, Coiffure, Restaurant, Brasserie,
    Imprimerie, Atelier, Transports, Domaine, Gîte, Château, Pharmacie, Librairie, Pâtisserie, Maçonnerie, Auto-école, Hôtel`),
  germany:
    words(`Bäckerei, Metzgerei, Autohaus, Dachdeckerei, Schreinerei, Gartenbau, Immobilien, Steuerberatung, Kanzlei, Zahnarztpraxis, Physiotherapie,
    Elektro, Sanitär, Friseursalon, Gasthof, Brauerei, Druckerei, Atelier, Fotostudio, Spedition, Hofladen, Ferienwohnung, Café, Ingenieurbüro`),
};

/** Organisations that have no surname in their name, invented, some with odd ones as there are. */
export const NAMED_ORGANISATIONS: Readonly<Record<Home, readonly string[]>> = {
  flanders:
    words(`KFC De Heidebloem, Scouts Sint-Jozef, VZW De Regenboog, Chiro Klimop, Pixelpunt, Bloemen Anemoon, 3D-Print Kempen, Koor Cantabile, A&A Solutions,
    4Ever Young BV, Oké Verhuur, Wijkcomité De Vlasmarkt, TC De Smash, ZZZ Bedden NV, Test-Aanbouw BV, XYZ Architecten, Fietsatelier 't Wiel, No Name Bar, Nul-Op BV`),
  wallonia:
    words(`RFC Les Hirondelles, Scouts de la Vallée, ASBL L'Arc-en-Ciel, Pixels et Cie, Fleurs d'Ici, Chorale Cantilène, A+ Conseil, Comité de quartier Saint-Gilles,
    Les Délices de Zoé, TC La Raquette, XL Logistics SA, Le Test du Goût, Zéro Gâchis ASBL, L'Ourson Blanc, O2 Bien-être, Espace 4 Saisons`),
  netherlands:
    words(`VV De Zwaluwen, Stichting De Brug, Scouting Graaf Floris, Pixelfabriek, Bloemsierkunst Iris, 3Dimensie, Zangvereniging Excelsior, A&B Advies,
    Stichting Vrienden van het Park, De Testfabriek, 24/7 Sleutels, Nulpunt Energie, XS Kinderkleding, Qwiek Training B.V., Huisartsenpraktijk 't Plein`),
  france:
    words(`AS Les Écureuils, Amicale des Anciens, Association L'Éveil, Pixel & Plume, Les Fleurs du Midi, 3D Concept, Chorale Arpège, Comité des fêtes, Zen & Bien,
    Le Petit Zinc, O'Tacos du Port, Mairie annexe du Port, Test Auto 34, Zéro Déchet Ouest, Les 4 Vents, Ô Délices, Atelier 1900`),
  germany:
    words(`SV Blau-Weiß, Förderverein Grundschule Nord, Pixelwerk, Blumen Iris, 3D-Druck Mitte, Gesangverein Eintracht, TSV Eiche, Bürgerinitiative Südpark,
    Praxis am Markt, Null Acht Fünfzehn GbR, Testsiegerküchen GmbH, ABC Logistik, Eins A Reinigung, 1. FC Eintracht Süd, Zum Goldenen Hirschen`),
};
