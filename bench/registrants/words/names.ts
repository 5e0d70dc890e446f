// names: first names and surnames by origin of the family, as registrants write them.
// Origin: written down from general knowledge of common names; no list was copied. faker-names.ts adds those of @faker-js/faker.

/** First names and surnames of one origin. */
export interface NameWords {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

export const FLEMISH: NameWords = {
  first:
    words(`Jan, Luc, Marc, Koen, Bart, Wim, Geert, Kris, Tom, Dirk, Patrick, Johan, Stijn, Pieter, Pieter-Jan, Joris, Kobe, Wout,
    Jef, Jos, Staf, Lieven, Tine, An, Els, Ilse, Katrien, Griet, Hilde, Sofie, Lotte, Febe, Nele, Leen, Veerle, Ann, Anneleen, Marleen,
    Goedele, Inge, Kaat, Lien, Elke, Greet, Mieke, Riet, Jo, Bo, Ine, Lou, Ward, Seppe, Senne, Arne, Brecht, Ruben, Yoni, Guido, Rik`),
  last: words(`Janssens, Peeters, Maes, Jacobs, Mertens, Willems, Claes, Goossens, Wouters, De Smet, Dubois, Lambrechts, De Clercq, Van den Broeck,
    Van de Velde, Van Damme, Vandenberghe, Vermeulen, Desmet, De Backer, Aerts, Michiels, Hermans, Verhoeven, Martens, Smets, Pauwels, Hendrickx,
    Stevens, Cools, Van Hove, Lemmens, De Wilde, Bogaert, Segers, Coppens, Cuypers, Verbeke, De Pauw, Thys, Baert, Van Acker, Vanhoutte, Van Dyck,
    D'hondt, D'Haene, T'Jampens, 't Kindt, Van 't Hof, Ver Elst, De Ridder, De Bruyne, Lauwers, Van Roy, Vercammen, Callens, Theunis, Van Gestel,
    Schoofs, Bosmans, Ceulemans, Geerts, Van Looy, Verstraeten, Vandeputte, Deprez, Devos, De Vos, De Meyer, Declercq, Raes, Roels, Sels, Mys, Buys,
    Uytterhoeven, Vandewalle, Wuyts, Van Rompuy, Huyghe, Huysmans, Kerckhofs, Schepens, Van Nieuwenhuyse, Vansteenkiste, Van der Straeten`),
};

export const WALLOON: NameWords = {
  first:
    words(`Jean, Michel, Philippe, Olivier, Benoît, Frédéric, Jean-Pierre, Jean-Luc, Jean-Marc, Thierry, Vincent, Xavier, Gaëtan, Grégory,
    Loïc, Maxime, Hugo, Arthur, Noé, François, Cédric, Sébastien, Stéphane, Marie, Anne, Anne-Sophie, Marie-Claire, Nathalie, Isabelle,
    Valérie, Véronique, Françoise, Catherine, Julie, Céline, Aurélie, Émilie, Zoé, Léa, Chloé, Élise, Hélène, Geneviève, Bernadette, Ève, Guy, Luc`),
  last: words(`Dupont, Lambert, Dubois, Martin, Simon, Laurent, Leroy, Renard, Lejeune, Gérard, Dumont, Denis, Noël, Mathieu, Collard, Delvaux,
    Lefèvre, Lefebvre, Leclercq, Charlier, Legrand, Thiry, Hubert, Gilles, Evrard, Henry, Wauters, Petit, Bastin, Collignon, Marchal, Piron, Colson,
    Jadot, Massart, Servais, Dethier, Dehaene, Delhaye, Delcourt, Delfosse, Defays, Demoulin, d'Oultremont, de Wouters, de Radiguès, Gillard, Hanon,
    Rousseau, Pirotte, Pirson, Poncelet, Quoilin, Ransonnet, Remacle, Schyns, Stassen, Tilmant, Toussaint, Vandeweyer, Warnier, Wathelet, Lecocq,
    L'Hoest, L'Hermitte, Hody, Ory, Sau, Mottet, Marlier, Nihoul, Nyssen, Detaille, Crahay, Bya, Brasseur, Bertholet, Hennebert, Vrancken`),
};

export const DUTCH: NameWords = {
  first:
    words(`Jan, Kees, Piet, Henk, Gerrit, Willem, Hans, Wouter, Sjoerd, Jeroen, Maarten, Sander, Bas, Daan, Sem, Thijs, Joost, Ruud, Rob, Ad, Ed,
    Jan-Willem, Anne, Anke, Marieke, Femke, Sanne, Lieke, Fleur, Saskia, Ingrid, Monique, Petra, Annemarie, Wilma, Tineke, Joke, Jet, Eva, Floor,
    Roos, Isa, Noor, Fenna, Hidde, Jelle, Tjeerd, Wietske, Bauke, Frits, Cor, Ton, Ben, Leo, Ria, Toos, Bep`),
  last: words(`de Jong, Jansen, de Vries, van den Berg, van Dijk, Bakker, Janssen, Visser, Smit, Meijer, de Boer, Mulder, de Groot, Bos, Vos,
    Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, Dijkstra, Smits, de Graaf, van der Meer, van der Linden, Kok, Jacobs, de Haan,
    Vermeulen, van den Heuvel, van der Veen, van den Broek, de Bruijn, van der Heijden, Schouten, van Beek, Willems, van Vliet, van der Velde,
    Hoekstra, Maas, Verhoeven, Koster, van Dam, van der Wal, Prins, Blom, Huisman, Peeters, de Bruin, Kuipers, van der Heyden, 't Hart, in 't Veld,
    van 't Hoff, op de Beek, ter Horst, ten Brink, van Es, Ei, Pot, Pon, Kuil, Naaktgeboren, Zonneveld, Poepjes, Uit den Bogaard, Piest, Hop,
    Schuurmans Stekhoven, van Heemstra, IJzerman, Ybema, Bijl, Wijk, Vrij, Wytsma, Hiemstra, Okkerse, Buijs, Quik, Zwiers, Wiersma-de Jong`),
};

export const FRENCH: NameWords = {
  first:
    words(`Jean, Pierre, Michel, Alain, Gérard, Jean-Claude, Jean-François, Jean-Baptiste, Nicolas, Julien, Thomas, Lucas, Mathéo, Enzo, Théo,
    Guillaume, Yves, Yann, Gwenaël, Loïc, Erwan, Maël, Raphaël, Noël, Rémi, Côme, Marie, Nathalie, Isabelle, Sylvie, Catherine, Martine,
    Marie-Thérèse, Anne-Laure, Camille, Manon, Inès, Jade, Ambre, Agnès, Océane, Solène, Gaëlle, Maëlys, Joëlle, Odile, Zélie, Lou, Ève`),
  last: words(`Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, Michel, Lefebvre, Leroy, Roux, David, Bertrand,
    Morel, Fournier, Girard, Bonnet, Dupont, Lambert, Fontaine, Rousseau, Vincent, Müller, Lefèvre, Faure, André, Mercier, Blanc, Guérin, Boyer,
    Garnier, Chevalier, François, Legrand, Gauthier, Garcia, Perrin, Robin, Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson,
    Le Goff, Le Gall, Le Bihan, de La Tour, de Villeneuve, du Plessis, d'Aubigné, L'Hostis, Guézennec, Kerdraon, Quéméneur, Boeglin, Schmitt,
    Meyer, Etcheverry, Ibarrondo, Pietri, Casanova, Beaumont-Durieux, Lévy-Moreau, Py, Bost, Roy, Rey, Hue, Le Dû, Lyet, Ozouf, Urvoy`),
};

export const GERMAN: NameWords = {
  first:
    words(`Hans, Peter, Michael, Thomas, Andreas, Wolfgang, Klaus, Jürgen, Günter, Stefan, Uwe, Jörg, Björn, Sören, Lukas, Finn, Jonas, Karl-Heinz,
    Hans-Jürgen, Heinz, Ernst, Kai, Ralf, Götz, Ulf, Anna, Maria, Ursula, Monika, Petra, Sabine, Renate, Heike, Ute, Anke, Silke, Jutta, Gabriele,
    Anne-Kathrin, Lena, Mia, Zoë, Käthe, Bärbel, Rosemarie, Ida, Ilse, Uta, Edda, Ina, Elke`),
  last: words(`Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter, Klein, Wolf,
    Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Schmitt, Werner, Schmitz, Krause, Meier, Lehmann, Schmid,
    Schulze, Maier, Köhler, Herrmann, König, Walter, Mayer, Huber, Kaiser, Fuchs, Peters, Lang, Scholz, Möller, Weiß, Jung, Hahn, Schubert, Vogel,
    von Bülow, von der Heide, von Weizsäcker, zu Guttenberg, vom Hofe, zur Mühlen, Müller-Lüdenscheid, Schmidt-Rottluff, Ott, Ast, Eck, Uhl, Ihm,
    Kuschke, Schtscherbakow, Wrzesniewski, Knoblauch, Kohlhaas, Jäger, Süß, Groß, Böck, Brüggemann, Oetker, Aschoff, Zsigmondy, Przybilla`),
};

export const TURKISH: NameWords = {
  first: words(
    'Mehmet, Mustafa, Ahmet, Ali, Hüseyin, Hasan, İbrahim, Emre, Murat, Ömer, Yusuf, Fatma, Ayşe, Emine, Hatice, Zeynep, Elif, Gül, Özlem, Şule, Ece',
  ),
  last: words(
    'Yılmaz, Kaya, Demir, Çelik, Şahin, Yıldız, Yıldırım, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Aslan, Çetin, Kara, Koç, Kurt, Özkan, Şimşek, Er, Ak, Uz',
  ),
};

export const MAGHREBI: NameWords = {
  first: words(
    'Mohamed, Mohammed, Ahmed, Youssef, Hamza, Bilal, Rachid, Karim, Abdelkader, Abdellah, Noureddine, Fatima, Fatima-Zahra, Khadija, Naïma, Samira, Yasmina, Aïcha, Imane, Ilias',
  ),
  last: words(
    'El Amrani, Benali, Bouazza, El Idrissi, Ait Ouahi, Aït Lahcen, Benhaddou, Ouali, El Khattabi, Bouchra, Chaouch, Zerouali, Ben Haddi, Oulad Ali, Belkacem, Haddad, Bensaïd, Lahlou, Azzouzi, Mhand, Bnou, Ngadi',
  ),
};

export const POLISH: NameWords = {
  first: words(
    'Piotr, Krzysztof, Andrzej, Tomasz, Paweł, Michał, Grzegorz, Łukasz, Zbigniew, Szymon, Anna, Małgorzata, Katarzyna, Agnieszka, Krystyna, Ewa, Zofia, Wojciech',
  ),
  last: words(
    'Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak, Dąbrowski, Kozłowski, Mazur, Jankowski, Krawczyk, Wrzos, Brzęczyszczykiewicz, Pszczoła, Źdźbło, Szczęsny',
  ),
};

export const VIETNAMESE: NameWords = {
  first: words(
    'Van Anh, Thi Huong, Minh, Duc, Hung, Quang, Thanh, Linh, Hoa, Mai, Lan, An, Tuan, Phuong, Thu, Ngoc, Huy, Bao, Thị Lan, Văn Hùng',
  ),
  last: words('Nguyen, Nguyễn, Tran, Trần, Le, Pham, Phạm, Huynh, Vu, Vo, Dang, Bui, Do, Ho, Ngo, Duong, Ly, Ng'),
};

export const CHINESE: NameWords = {
  first: words(
    'Wei, Fang, Na, Min, Jing, Li, Qiang, Lei, Jun, Yan, Xiaoming, Xiuying, Yu, Bo, Ying, Hui, Xin, Zhen, Rui, An, Yi',
  ),
  last: words(
    'Wang, Li, Zhang, Liu, Chen, Yang, Huang, Zhao, Wu, Zhou, Xu, Sun, Ma, Zhu, Hu, Guo, He, Lin, Ng, Xie, Yu, Fu, Ou, Qi',
  ),
};

export const UKRAINIAN: NameWords = {
  first: words(
    'Oleksandr, Serhii, Andrii, Volodymyr, Yurii, Mykola, Dmytro, Vasyl, Oksana, Olena, Iryna, Nataliia, Kateryna, Yuliia, Svitlana, Tetiana, Zoya, Bohdan',
  ),
  last: words(
    'Shevchenko, Kovalenko, Bondarenko, Tkachenko, Kravchenko, Oliinyk, Shevchuk, Polishchuk, Hrytsenko, Moroz, Lysenko, Marchenko, Melnyk, Zhuk, Shcherbak, Khrushch, Skrypnyk, Pryshchepa',
  ),
};

export const CENTRAL_AFRICAN: NameWords = {
  first: words(
    'Jean-Bosco, Dieudonné, Trésor, Christelle, Fiston, Patience, Blaise, Gloria, Merveille, Innocent, Espérance, Bienvenu, Prosper, Clémentine, Héritier, Exaucé',
  ),
  last: words(
    'Mbuyi, Kabila, Mukendi, Tshibangu, Ilunga, Kalala, Nkulu, Mwamba, Ngoy, Nzuzi, Mbemba, Lukaku, Mpenza, Nsengiyumva, Ndayishimiye, Habimana, Nkurunziza, Mputu, Tshilombo, Nlandu',
  ),
};

export const ARMENIAN: NameWords = {
  first: words(
    'Armen, Tigran, Hayk, Gevorg, Vardan, Hovhannes, Anahit, Lusine, Narine, Gayane, Mkrtich, Hrant, Aram, Ani',
  ),
  last: words(
    'Hakobyan, Grigoryan, Sargsyan, Harutyunyan, Petrosyan, Mkrtchyan, Ghazaryan, Khachatryan, Hovhannisyan, Ter-Petrosyan, Mkhitaryan, Vardanyan, Avagyan',
  ),
};

export const IBERIAN_AND_ITALIAN: NameWords = {
  first: words(
    'João, José, Luís, Maria, Ana, Nuno, Carlos, Íñigo, Begoña, Javier, María José, Giuseppe, Giovanni, Rosa, Salvatore, Concetta, Luca, Chiara, Nicolò',
  ),
  last: words(
    "da Silva, dos Santos, Ferreira, Pereira de Sousa, Gonçalves, García Márquez, Fernández, Muñoz, Ibáñez, Rossi, Russo, D'Angelo, Dell'Olio, De Luca, Lo Presti, Di Stefano, Esposito, Sá, Paz",
  ),
};

export const ROMANIAN_AND_BALKAN: NameWords = {
  first: words(
    'Ion, Andrei, Mihai, Cristian, Elena, Ioana, Alexandru, Dragan, Milica, Đorđe, Besnik, Arben, Drita, Vlad, Zdravko, Snežana',
  ),
  last: words(
    'Popescu, Ionescu, Radu, Stan, Dumitru, Popa, Jovanović, Petrović, Krstić, Hrgović, Berisha, Gashi, Krasniqi, Hoxha, Vlk, Crnjac',
  ),
};

export const SOUTH_ASIAN_AND_OTHER: NameWords = {
  first: words(
    'Muhammad, Ravi, Priya, Amit, Sanjay, Anjali, Gurpreet, Thilina, Farid, Zahra, Reza, Nasrin, Tesfaye, Kofi, Ngozi, Chukwuemeka, Olga, Jyrki, Siobhán, Björk',
  ),
  last: words(
    "Singh, Khan, Patel, Sharma, Iyer, Krishnamurthy, Wickramasinghe, Hosseini, Ahmadzai, Gebremedhin, Mensah, Nwachukwu, Okonkwo, Nkrumah, O'Brien, McCarthy, Hyttinen, Ng, Oh, Ee",
  ),
};

/** Real surnames that look like a joke, a placeholder or a figure of a story, with first names that go with them. */
export const ODD_BUT_REAL: NameWords = {
  first: words(
    'Jennifer, Marc, Ellen, Petra, Jean-Paul, Karin, Michaela, Sofie, Eva, Anna, Joachim, Els, Wim, Hendrik, Nathalie, Ruth',
  ),
  last: words(
    'Null, Test, Testa, Testaert, Zwart, Duckworth, Muis, Potter, Kent, Wayne, Engel, Duyvel, De Prins, Koning, Keizer, Paus, Stark, Banner, Parker, Kirk, Solo, Blank, Leeg, Postma, Dummer, Fack, Probst, Muster, Nemo, Straatman, True, Zero, Van Niemand, Duck, Sparrow, Kerstman, Sommer, Montag, Winter, Lol, Kut, Fuchs, Kock',
  ),
};
