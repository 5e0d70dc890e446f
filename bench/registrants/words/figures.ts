// figures: figures of stories, films and history under whose name nobody registers, with what else such a record tells.
// Origin: written for the bench from general knowledge; no list was copied. Every second entry is held out (halves.ts).

export interface Figure {
  readonly name: string;
  /** Where the joke goes on; empty where there is none. */
  readonly street: string;
  /** Somebody may be called so: only with the street it is a joke. */
  readonly isOfPeopleToo: boolean;
}

/** Those marked `!` may be names of people too. */
export const FIGURES: readonly Figure[] =
  figures(`Mickey Mouse: Disneyland 1; Donald Duck: Duckstad 13; Homer Simpson: Evergreen Terrace 742; Bart Simpson:; Katrien Duck:; Dagobert Duck: Geldpakhuis 1; Minnie Mouse:; Goofy Goof:; Bugs Bunny:; Daffy Duck:;
  Darth Vader: Death Star 1; Luke Skywalker: Tatooine 1; Obi-Wan Kenobi:; !Han Solo: Millennium Falcon 1; Yoda Yoda: Dagobah 1; Batman Batman: Batcave 1; !Bruce Wayne: Wayne Manor, Gotham; !Clark Kent: Daily Planet 1, Metropolis; Super Man: Krypton 1; Spider Man:;
  !Peter Parker: Daily Bugle, New York; !Tony Stark: Stark Tower 1; Incredible Hulk:; Captain America:; !Harry Potter: Zweinstein 1; Hermelien Griffel:; Albus Dumbledore: Hogwarts; Ron Weasley: Het Nest 1; Lord Voldemort:; Severus Snape:;
  Frodo Baggins: Bag End 1; Gandalf The Grey:; Bilbo Balings:; Legolas Greenleaf:; Sherlock Holmes: Baker Street 221B; !James Bond: MI6 007; !Indiana Jones: Temple of Doom 1; !Jack Sparrow: Black Pearl 1; Captain Hook: Neverland; !Peter Pan: Neverland 1; !Robin Hood: Sherwood Forest 1;
  Pippi Langkous: Villa Kakelbont; Bob De Bouwer:; Sponge Bob: Bikini Bottom 124; !Patrick Star: Bikini Bottom 120; Super Mario: Mushroom Kingdom 1; Sonic Hedgehog:; Pikachu Pikachu:; !Ash Ketchum: Pallet Town; Winnie The Pooh: Honderd Bunderbos;
  Papa Smurf: Smurfendorp 1; Grote Smurf: Smurfendorp 2; Kuifje Kuifje: Kasteel Molensloot; Kapitein Haddock: Molensloot 1; Suske Wiske: Strip 1; Lambik Lambik:; Jommeke Jommeke: Zonnedorp; Kiekeboe Marcel: Merelaan 1; Asterix Obelix: Dorp in Gallië;
  Gaston Lagaffe: Chez Spirou 1; Lucky Luke:; Bobbie Kuifje:; Astérix Legaulois:; Capitaine Haddock: Moulinsart 1; Tintin Milou: Rue du Labrador 26; Dora Explorer:; Fred Flintstone: Bedrock 1; !Barney Rubble: Bedrock 2; Scooby Doo:; Hello Kitty:;
  !Walter White: Negra Arroyo Lane 308; !Jon Snow: Castle Black; Daenerys Targaryen:; Tyrion Lannister:; Jean-Luc Picard: Enterprise 1; !James Kirk: USS Enterprise; Mister Spock: Vulcan 1; !Eric Cartman: South Park 1; !Peter Griffin: Spooner Street 31;
  Sinterklaas Klaas: Spanje 1; Zwarte Piet: Stoomboot 1; Santa Claus: North Pole 1; Kerst Man: Noordpool 1; Père Fouettard:; Roodkapje Wolf:; Adolf Hitler: Berghof 1; Napoleon Bonaparte: Waterloo 1; !Julius Caesar: Rome 1; Cleopatra Farao:; Jozef Stalin: Kremlin 1; Osama Bin Laden: Cave 1;
  Donald Trump: White House 1; Vladimir Putin: Kremlin 1; Barack Obama: White House; Kim Jong Un: Pyongyang 1; !Joe Biden: Witte Huis 1; Elon Musk: Mars 1; !Bill Gates: Microsoft 1; Mark Zuckerberg: Facebook 1; Elvis Presley: Graceland 1; !Michael Jackson: Neverland Ranch; Chuck Norris: Texas 1; Willy Wonka: Chocoladefabriek 1`);

function figures(text: string): readonly Figure[] {
  return text.split(/\s*;\s*/).map((entry) => {
    const [name, street] = entry.split(':') as [string, string];
    return { name: name.trim().replace('!', ''), street: street.trim(), isOfPeopleToo: name.includes('!') };
  });
}
