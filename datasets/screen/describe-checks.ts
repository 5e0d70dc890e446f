// describe-checks: writes docs/checks.md from the checks themselves; `--check` says whether it is what they say.
// node dist/datasets/screen/describe-checks.js [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Registrant } from '../../src/base/registration.js';
import { listsOf } from '../../src/base/list-table.js';
import { readScreeningLists } from '../../src/rules/screening-lists.js';
import { BURST_CHECKS } from '../../src/screen/bursts.js';
import type { Check } from '../../src/screen/check.js';
import { NO_MAIL } from '../../src/screen/no-mail.js';
import { REQUIRED_FIELDS } from '../../src/screen/required.js';
import { allChecks, SCREENING_FILES, type ScreeningLists } from '../../src/screen/screener.js';

const PAGE = fileURLToPath(new URL('../../../docs/checks.md', import.meta.url));

const HEAD = `# The checks of contact data

This page is made from the checks: \`node dist/datasets/screen/describe-checks.js\`. How findings become a decision, and how a
check is switched off or its severity changed, is in [screening.md](screening.md).

\`manifest\`: one is enough for verification. \`weak\`: two on different fields are needed. \`note\`: told, and never counted.

`;

function page(checks: readonly Check[]): string {
  const fields = [...new Set(checks.map(({ field }) => field))].sort();
  const parts = fields.map((field) =>
    section(
      field,
      checks.filter((check) => check.field === field),
    ),
  );
  return `${HEAD}${parts.join('\n')}\n${WHEN_ASKED}\n${BURSTS}`;
}

function section(field: string, checks: readonly Check[]): string {
  const rows = checks.map(({ id, severity, looksFor, catches, passes }) =>
    row([`\`${id}\``, severity, looksFor, example(catches), example(passes)]),
  );
  return [
    `## ${field}`,
    '',
    row(['check', 'severity', 'looks for', 'catches', 'lets pass']),
    row(Array<string>(5).fill('---')),
    ...rows,
    '',
  ].join('\n');
}

const WHEN_ASKED = `## When asked for

\`${NO_MAIL.check}\` (${NO_MAIL.severity}), with \`--dns\`: ${NO_MAIL.explain}.

\`FIELD.missing\`, for each field that \`profile.requires\` names, such as \`companyNumber.missing\`: manifest of \`name\` and \`email\`, weak of
all others. The fields named there stand in place of the usual ones: ${REQUIRED_FIELDS.map((field) => `\`${field}\``).join(', ')}.

\`FIELD.redaction\`, with \`"redacts": false\` in the profile: words such as \`REDACTED FOR PRIVACY\` or \`Hidden\` as name, street or city (manifest)
or as organisation (weak), of a feed that hides nothing.
`;

const BURSTS = `## Over registrations

Counted over event time in input order, on the last 262,144 registrations that were created, transferred or restored. All are \`weak\`,
and together they count as one field: ${BURST_CHECKS.map((id) => `\`${id}\``).join(', ')}. The windows and numbers are in the policy.
`;

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Examples hold what registrants write: nothing of it may reach the page as it is. */
function example(registrant: Registrant): string {
  const parts = Object.entries(registrant).map(([field, value]: [string, string | readonly string[]]) => {
    const text = typeof value === 'string' ? value : value.join(', ');
    return `${field}: ${text === '' ? '(empty)' : `\`${visible(text)}\``}`;
  });
  return parts.join('; ');
}

function visible(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
    .replaceAll('|', '\\|')
    .replaceAll('`', "'");
}

const lists = listsOf<ScreeningLists>(readScreeningLists(SCREENING_FILES, null).lists);
const text = page(allChecks(lists, {}));
if (!process.argv.includes('--check')) writeFileSync(PAGE, text);
else if (readFileSync(PAGE, 'utf8') !== text) {
  process.stderr.write('docs/checks.md is not what the checks say: node dist/datasets/screen/describe-checks.js\n');
  process.exitCode = 1;
}
