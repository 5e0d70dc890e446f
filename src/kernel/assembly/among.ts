// among: parts of a text that read, folded, as one of a few forms, or nearly so: the same as lookalike.ts lists of them. Asked one
// by one they are found sooner than by the tables, which with 100,000 targets lie in memory that is far away.
import { sameBytes } from './bytes';
import { list, restart, stopAt } from './candidates';
import { eachCore, listShort, takeText } from './cores';
import { editsBetween } from './distance';
import { foldedAt, own, plain, spanIn } from './label';
import { GRAM } from './tables';
import { editsOf, foldForm, formLength } from './targets';

/** The forms `[first, end)`. */
let first: u32 = 0;
let end: u32 = 0;

/** The text at `start` as if it were label 0. Short targets are all listed, whosever they are. */
export function probeAmong(start: usize, length: u32, firstForm: u32, endForm: u32): u32 {
  restart();
  first = firstForm;
  end = endForm;
  if (takeText(start, length)) {
    eachCore(listNear);
    listPlaces();
  }
  return stopAt(0);
}

function listNear(from: u32, to: u32): void {
  listShort(0, from, to);
  const span = spanIn(own, from, to);
  for (let form = first; form < end; form++) {
    const most = editsOf(form);
    const edits = editsBetween(foldedAt(from), to - from, foldForm(form), formLength(form), most);
    if (edits <= most) list(0, form, span);
  }
}

/** Every place, but the whole label, at which a whole form stands. */
function listPlaces(): void {
  for (let form = first; form < end; form++) {
    const length = formLength(form);
    if (length < GRAM || length > plain) continue;
    const folded = foldForm(form);
    for (let at: u32 = length == plain ? 1 : 0; at + length <= plain; at++) {
      if (sameBytes(folded, foldedAt(at), length)) list(0, form, spanIn(own, at, at + length));
    }
  }
}
