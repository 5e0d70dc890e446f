// planted-holders: names and organisations of holders that any screening reports, with which the feed is planted.

export interface PlantedHolder {
  readonly name: string;
  readonly organisation: string;
}

/** Reports each by its name, whatever else stands in the record. Origin: written for the bench; no list was copied. */
export const PLANTED_HOLDERS: readonly PlantedHolder[] = [
  ['Firstname Lastname', ''],
  ['null', 'null'],
  ['asdfasdf asdfasdf', 'asdfasdf'],
  ['Mickey Mouse', ''],
  ['Donald Duck', 'Disney'],
  ['xxxx xxxx', 'xxxx'],
  ['aaaaaaa aaaaaaa', ''],
  ['qwerty qwerty', 'qwerty'],
  ['test test', 'test'],
  ['N/A', 'N/A'],
  ['Voornaam Achternaam', ''],
  ['Homer Simpson', ''],
  ['zxcvbn zxcvbn', ''],
  ['unknown unknown', 'unknown'],
  ['Jan Met De Pet', ''],
  ['sdfsdf sdfsdf', 'sdf'],
].map(([name, organisation]) => ({ name: name!, organisation: organisation! }));
