// named-compilezone.test: BIND's zone compiler and both scanners find the same delegations.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZoneScanner } from '../../src/base/zone-scanner.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import { Kernel } from '../../src/kernel/load.js';
import { APEX, bindZones } from './bind-zones.js';
import { scanText } from './scan-text.js';

const isMissing = spawnSync('named-compilezone', ['-v']).status !== 0;

describe.skipIf(isMissing && process.env['CI'] !== 'true')(
  'named-compilezone (skipped when BIND is not installed)',
  () => {
    const scanners: readonly ZoneScanner[] = [new Kernel(), new PlainScanner()];
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'zonesieve-compilezone-'));
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    /** NS owners that BIND reads, in its spelling and lower case; the apex and wildcards are left out. */
    function namesOfBind(bytes: Uint8Array): string[] {
      const file = join(folder, 'zone');
      writeFileSync(file, bytes);
      const args = ['-i', 'none', '-k', 'ignore', '-n', 'ignore', '-r', 'ignore', '-s', 'full', '-o', '-', APEX, file];
      const names = new Set<string>();
      for (const line of execFileSync('named-compilezone', args, { encoding: 'latin1', stdio: 'pipe' }).split('\n')) {
        const [owner = '', , , type] = line.split(/\s+/);
        const name = owner.toLowerCase().replace(/\.$/, '');
        if (type === 'NS' && name !== APEX && !name.startsWith('*.')) names.add(name);
      }
      return [...names].sort();
    }

    it.each(bindZones)('%s', (_what, bytes) => {
      const bind = namesOfBind(bytes);
      expect(bind.length).toBeGreaterThan(0);
      for (const scanner of scanners) {
        const ours = scanText(scanner, bytes, { origin: APEX, apex: APEX, lenient: false }, 1_000);
        expect(ours.problems).toEqual([]);
        expect(ours.events).toHaveLength(1);
        expect([...new Set(ours.names)].sort()).toEqual(bind);
        const lenient = scanText(scanner, bytes, { origin: APEX, apex: APEX, lenient: true }, 1_000);
        expect(lenient).toEqual(ours);
      }
    });
  },
);
