// judge: the one ordered stage after the lanes: counts each registration, adds what the counts tell, and decides.
import type { Finding } from '../base/finding.js';
import type { NamedPolicy } from '../base/policy.js';
import type { ContactEvents } from '../base/screened.js';
import { BurstCounter } from './bursts.js';
import type { Evidence, Judgement } from './decide.js';
import { decide, severityOfHit } from './decide.js';

export class Judge {
  private isCounting = false;

  constructor(
    private readonly policy: NamedPolicy,
    private readonly counter = new BurstCounter(policy.bursts),
  ) {}

  /** Judges by another policy what is counted together. */
  under(policy: NamedPolicy): Judge {
    return new Judge(policy, this.counter);
  }

  /** Whether it counted any registration itself. */
  get hasCounted(): boolean {
    return this.isCounting;
  }

  /** Goes on from registrations that were counted before; oldest first. */
  remember(events: ContactEvents): void {
    for (let index = 0; index < events.at.length; index++) this.counter.add(events, index);
  }

  /** Registrations are judged in input order, each once. */
  judge(events: ContactEvents, index: number, { hits: all, findings }: Evidence): Judgement & Evidence {
    this.isCounting = true;
    this.counter.add(events, index);
    const bursts = this.counter.findings(events, index, this.policy.bursts);
    if (bursts.length + all.length + findings.length === 0) return IN_ORDER;
    const hits = all.filter((hit) => severityOfHit(hit, this.policy) !== 'off');
    const evidence = { hits, findings: this.kept([...findings, ...bursts]) };
    return { ...decide(evidence, this.policy), ...evidence };
  }

  /** Those that the policy has not switched off, as severe as it says. */
  kept(findings: readonly Finding[]): readonly Finding[] {
    return findings.flatMap((finding) => {
      const severity = this.policy.checks[finding.check] ?? finding.severity;
      return severity === 'off' ? [] : [severity === finding.severity ? finding : { ...finding, severity }];
    });
  }
}

/** Of nearly all registrations. */
export const IN_ORDER: Judgement & Evidence = { decision: 'pass', score: 0, reasons: [], hits: [], findings: [] };
