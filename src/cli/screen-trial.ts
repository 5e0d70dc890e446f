// screen-trial: `screen --try-policy`: what another policy would have decided about a feed; nothing is stored.
import type { Verdict } from '../base/decision.js';
import { busyWorkers } from '../ingest/busy-workers.js';
import { allowedNames } from '../match/allow.js';
import type { Difference } from '../policy-trial.js';
import { tryPolicy } from '../policy-trial.js';
import { Judge } from '../screen/judge.js';
import type { FeedSource } from './feed-source.js';
import { complain, complainOf, counted, forTerminal, jsonLine, print } from './output.js';
import type { ReadyRuleset, ReadyScreening } from '../ready-screening.js';
import { openScreenLanes, readyPolicy } from '../ready-screening.js';
import type { ScreeningOptions } from './screening-options.js';

export interface Trial {
  readonly files: readonly string[];
  readonly source: FeedSource;
  readonly options: ScreeningOptions & { readonly workers: number; readonly json: boolean; readonly tryPolicy: string };
  readonly ready: ReadyScreening;
  readonly ruleset: ReadyRuleset | null;
  readonly now: Date;
}

export async function screenTrial({ files, source, options, ready, ruleset, now }: Trial): Promise<void> {
  const tried = readyPolicy(options.tryPolicy, ready.lists);
  const purpose = { profile: source.profile, ruleset, stores: false, asksDns: false, plain: true };
  const lanes = openScreenLanes(busyWorkers(options.workers, files), options, ready, purpose);
  const allowed = allowedNames(ruleset?.ruleset.allow?.entries ?? [], { now });
  const trial = { lanes, allowed, inForce: new Judge(ready.policy), tried: new Judge(tried) };
  const changes = new Map<string, number>();
  let registrations = 0;
  let broken = 0;
  try {
    for (const file of files) {
      for await (const { count, differences, rejects, failure } of tryPolicy(trial, await source.open(file))) {
        registrations += count;
        for (const { decision, wouldBe } of differences) note(changes, decision, wouldBe);
        await print(differences.map(options.json ? jsonLine : inWords).join(''));
        broken += rejects.reduce((sum, { records }) => sum + records, 0);
        if (failure !== null) process.exitCode = 1;
        if (failure !== null) complainOf(failure);
      }
    }
  } finally {
    await lanes.close();
  }
  if (broken > 0) {
    complain(`${counted(broken, 'broken record')} set aside`);
    process.exitCode = 1;
  }
  const told = [...changes].map(([change, count]) => `${count} ${change}`).join(', ');
  complain(
    `${counted(registrations, 'registration')}: the policy ${tried.name} would decide ${told || 'nothing'} otherwise`,
  );
}

function note(changes: Map<string, number>, decision: Verdict, wouldBe: Verdict): void {
  const change = `${decision} -> ${wouldBe}`;
  changes.set(change, (changes.get(change) ?? 0) + 1);
}

function inWords({ id, domain, decision, wouldBe, score, reasons }: Difference): string {
  const which = id === null ? domain : `${domain} (${id})`;
  const because = reasons.map(({ rule, field, explain }) => `${field} ${rule}: ${explain}`).join('; ');
  return `${forTerminal(`${decision} -> ${wouldBe} ${score.toFixed(2)}  ${which}${because === '' ? '' : `: ${because}`}`)}\n`;
}
