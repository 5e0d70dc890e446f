// rule-key: made once with tight modes, the same for all who ask at once, and refused when it cannot be trusted.
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { SieveError } from '../../src/base/errors.js';
import { hoppingRules, loadRuleKey, ruleKeyFile } from '../../src/rules/rule-key.js';
import { listDirectory } from './list-file.js';

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

function failure(env: NodeJS.ProcessEnv): SieveError {
  try {
    loadRuleKey(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SieveError);
    return error as SieveError;
  }
  throw new Error('it was loaded');
}

describe('where the key is', () => {
  it.each([
    [{ ZONESIEVE_KEY_FILE: 'k', XDG_STATE_HOME: '/s', HOME: '/h' }, 'k'],
    [{ ZONESIEVE_KEY_FILE: '', XDG_STATE_HOME: '/s', HOME: '/h' }, '/s/zonesieve/rule.key'],
    [{ XDG_STATE_HOME: 'relative', HOME: '/h' }, '/h/.local/state/zonesieve/rule.key'],
    [{ HOME: '/h' }, '/h/.local/state/zonesieve/rule.key'],
  ])('%j', (env, file) => {
    expect(ruleKeyFile(env)).toBe(file);
  });
});

describe('the rule of a string', () => {
  it.each(['', 'a', 'zwelmorant', 'x'.repeat(63), 'y'.repeat(200), 'zwëlm\u{1f600}'])('is its HMAC: %j', (label) => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 41 + 200) % 256));
    const whole = createHmac('sha256', key).update(label).digest('hex');
    expect(hoppingRules(key)(label)).toBe(`hop-${whole.slice(0, 16)}`);
  });
});

describe('the key', () => {
  it('is made on first need, for its owner alone, and stays', () => {
    const env = { XDG_STATE_HOME: join(listDirectory(), 'state') };
    const key = loadRuleKey(env);
    const file = ruleKeyFile(env);
    expect(key).toHaveLength(32);
    expect(key.equals(Buffer.alloc(32))).toBe(false);
    expect([mode(file), mode(dirname(file))]).toEqual(['600', '700']);
    expect(readdirSync(dirname(file))).toEqual(['rule.key']);
    expect(readFileSync(file).equals(key)).toBe(true);
    expect(loadRuleKey(env).equals(key)).toBe(true);
  });

  it('two processes at once: all end with the same key', async () => {
    const program = compiled(listDirectory());
    const env = { ...process.env, ZONESIEVE_KEY_FILE: join(listDirectory(), 'state', 'rule.key') };
    const startAt = Date.now() + 700;
    const code = `const { loadRuleKey } = await import(${JSON.stringify(program)});
      while (Date.now() < ${startAt});
      console.log(loadRuleKey(process.env).toString('hex'));`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
    const keys = await Promise.all(Array.from({ length: 6 }, run));
    expect(new Set(keys.map(({ stdout }) => stdout.trim())).size).toBe(1);
    expect(keys[0]!.stdout).toMatch(/^[0-9a-f]{64}\n$/);
    expect(readdirSync(dirname(env.ZONESIEVE_KEY_FILE))).toEqual(['rule.key']);
  }, 30_000);

  it('is refused when others can read it, and when it is cut off or too long', () => {
    const file = join(listDirectory(), 'k');
    writeFileSync(file, Buffer.alloc(32), { mode: 0o640 });
    chmodSync(file, 0o640);
    expect(failure({ ZONESIEVE_KEY_FILE: file })).toMatchObject({ code: 'RULE_KEY_EXPOSED', place: { file } });
    expect(failure({ ZONESIEVE_KEY_FILE: file }).message).toContain('chmod 600');
    chmodSync(file, 0o600);
    for (const length of [0, 31, 33, 4096]) {
      writeFileSync(file, Buffer.alloc(length));
      expect(failure({ ZONESIEVE_KEY_FILE: file }).code).toBe('RULE_KEY_LENGTH');
    }
  });

  it('says what to do where it can be neither read nor made', () => {
    const directory = listDirectory();
    expect(failure({ ZONESIEVE_KEY_FILE: directory }).message).toContain('ZONESIEVE_KEY_FILE');
    writeFileSync(join(directory, 'file'), '');
    expect(failure({ ZONESIEVE_KEY_FILE: join(directory, 'file', 'k') }).code).toBe('RULE_KEY_UNREADABLE');
    expect(failure({ ZONESIEVE_KEY_FILE: '/proc/none/k' }).code).toBe('RULE_KEY_UNWRITABLE');
  });
});

/** The module under test as JavaScript that a process of its own can import; returns its path. */
function compiled(directory: string): string {
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  for (const module of ['base/errors', 'base/hopping-rule', 'rules/rule-key']) {
    const source = readFileSync(new URL(`../../src/${module}.ts`, import.meta.url), 'utf8');
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    mkdirSync(join(directory, dirname(module)), { recursive: true });
    writeFileSync(join(directory, `${module}.js`), ts.transpileModule(source, { compilerOptions: options }).outputText);
  }
  return join(directory, 'rules/rule-key.js');
}
