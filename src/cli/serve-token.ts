// serve-token: a new bearer token; nobody keeps it but who reads it here.
import { SieveError } from '../base/errors.js';
import { makeToken } from '../serve/tokens.js';
import { complain, print } from './output.js';
import type { TokenOptions } from './serve.js';

export async function serveToken({ name, scope }: TokenOptions): Promise<void> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name))
    throw new SieveError('USAGE', 'expected --name of letters, digits, dots, underlines and hyphens, at most 64');
  const { token, hash } = makeToken();
  complain('the token is shown once; in the configuration stands only its hash:');
  complain(
    `tokens: [{ name: ${name}, hash: "${hash}", scopes: [${(scope.length > 0 ? scope : ['register']).join(', ')}] }]`,
  );
  await print(`${token}\n`);
}
