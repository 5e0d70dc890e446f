// serve-run: runs the hook until a signal ends it; logs to standard output.
import { readFileSync } from 'node:fs';
import { packageFile } from '../base/package-files.js';
import { FilesRefused } from '../prepared.js';
import type { Config } from '../serve/config-schema.js';
import { SCOPES } from '../serve/config-schema.js';
import { defaultConfig, readConfig } from '../serve/read-config.js';
import { makeToken } from '../serve/tokens.js';
import type { Serving } from '../serving.js';
import { checkServing, openServing } from '../serving.js';
import { hangUps } from './hang-ups.js';
import { complain, complainOfLists, counted } from './output.js';
import type { ServeOptions } from './serve.js';
import { openServeLog } from './serve-log.js';

export async function serve({ config: file, check }: ServeOptions): Promise<void> {
  const config = file === undefined ? withToken(defaultConfig(), !check) : readConfig(file);
  try {
    if (check) return await checkOnly(config);
    const log = openServeLog(config.log.level);
    const stopped = new Stopping();
    const serving = await openServing({ config, version: packageVersion(), log, env: process.env });
    hangUps.heard(() => void serving.reload('SIGHUP'));
    await stopped.stop(serving);
  } catch (error) {
    if (error instanceof FilesRefused) complainOfLists(error.errors.slice(1));
    throw error;
  }
}

async function checkOnly(config: Config): Promise<void> {
  const { warnings, toMake } = await checkServing({ config, env: process.env });
  const also =
    warnings === 0 ? '' : `; the lists have ${counted(warnings, 'warning')}, \`zonesieve rules check\` says which`;
  complain(`configuration, lists and store are in order${also}`);
  if (toMake.length > 0) complain(`the start will make ${toMake.join(' and ')}`);
}

/** For whoever tries it: all may be asked with it, on this machine. */
function withToken(config: Config, tells: boolean): Config {
  const { token, hash } = makeToken();
  if (tells) complain(`no --config: http://127.0.0.1:8080 for this machine alone, with a token for this run: ${token}`);
  return { ...config, tokens: [{ name: 'this-run', hash, scopes: [...SCOPES] }] };
}

/** The first SIGINT or SIGTERM stops in good order; the next one ends at once, by its default action. */
class Stopping {
  private readonly asked: Promise<void>;

  constructor() {
    this.asked = new Promise((resolve) => {
      let isAsked = false;
      for (const name of ['SIGINT', 'SIGTERM'] as const) {
        const onSignal = () => {
          if (!isAsked) complain('stopping: what was accepted is answered; once more ends it at once');
          else {
            process.off(name, onSignal);
            process.kill(process.pid, name);
          }
          isAsked = true;
          resolve();
        };
        process.on(name, onSignal);
      }
    });
  }

  async stop(serving: Serving): Promise<void> {
    await this.asked;
    await serving.stop();
    // A connection to who never answers would hold the process.
    process.exit();
  }
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}
