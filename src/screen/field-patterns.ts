// field-patterns: the operator's RE2 patterns on fields of a registration; each match is a finding of that field.
import type { FindingField, Severity } from '../base/finding.js';
import { inParts, JoinedPatterns } from '../base/joined-patterns.js';
import type { Registrant, RegistrantField, Registration, Registrar } from '../base/registration.js';
import type { Pattern } from '../rules/ruleset.js';
import type { FindingList } from './check.js';

/** A pattern of this score or more is a manifest finding. */
const MANIFEST_FROM = 0.8;
/** RE2 takes time in proportion to the text; nobody needs more of a field than this. */
const MOST_CHARACTERS = 1000;

interface Subject {
  readonly field: FindingField;
  readonly read: (registration: Registration) => string;
  readonly patterns: readonly JoinedPatterns<Pattern>[];
}

export class FieldPatterns {
  private readonly subjects: readonly Subject[];

  constructor(patterns: readonly Pattern[]) {
    const subjects = new Set(patterns.map(({ subject }) => subject).filter((subject) => subject.includes('.')));
    this.subjects = [...subjects].map((subject) =>
      subjectOf(
        subject,
        patterns.filter((pattern) => pattern.subject === subject),
      ),
    );
  }

  run(registration: Registration, found: FindingList): void {
    for (const { field, read, patterns } of this.subjects) {
      const text = read(registration).slice(0, MOST_CHARACTERS);
      if (text === '') continue;
      for (const joined of patterns) {
        for (const { pattern, match } of joined.hitsOf(text)) found.add(...findingOf(pattern, field, match[0]));
      }
    }
  }
}

function subjectOf(subject: string, patterns: readonly Pattern[]): Subject {
  const [of, key] = subject.split('.') as ['registrant' | 'registrar', string];
  const field = of === 'registrant' ? (subject as FindingField) : 'registration';
  const read =
    of === 'registrant'
      ? ({ registrant }: Registration) => registrantText(registrant, key as RegistrantField)
      : ({ registrar }: Registration) => registrar[key as keyof Registrar] ?? '';
  return { field, read, patterns: inParts(patterns, (some) => new JoinedPatterns(some)) };
}

function findingOf({ id, score, note }: Pattern, field: FindingField, part: string): Parameters<FindingList['add']> {
  const severity: Severity = score >= MANIFEST_FROM ? 'manifest' : 'weak';
  return [{ id: `pattern/${id}`, severity }, field, part, note];
}

function registrantText(registrant: Registrant, field: RegistrantField): string {
  return field === 'street' ? (registrant.street ?? []).join(', ') : (registrant[field] ?? '');
}
