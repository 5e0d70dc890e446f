// guarded-connect: an undici connector that opens sockets to allowed addresses only. What is checked are the very addresses
// that the socket then takes, so a name that resolves otherwise a moment later (DNS rebinding) gains nothing.
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

/** Says nothing of the host: it may come from a redirect that repeats what was asked. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

export interface ConnectGuard {
  readonly allowAddress: (address: string) => boolean;
  /** Every address of a host. */
  readonly resolve: (host: string) => Promise<LookupAddress[]>;
  /** For the name's resolution, TCP and TLS together. */
  readonly timeoutMs: number;
}

export const resolveHost: ConnectGuard['resolve'] = (host) => lookup(host, { all: true });

export function guardedConnector(guard: ConnectGuard): buildConnector.connector {
  const options = { lookup: guardedLookup(guard), timeout: guard.timeoutMs };
  const connect = buildConnector(options);
  return (target, callback) => {
    // A socket does not look up what is an address already.
    if (isIP(target.hostname) !== 0 && !guard.allowAddress(target.hostname)) refuse(callback);
    else connect(target, callback);
  };
}

function refuse(callback: buildConnector.Callback): void {
  queueMicrotask(() => callback(new AddressRefused('the address is not allowed'), null));
}

/** One address that is not allowed among others speaks against them all. */
function guardedLookup({ allowAddress, resolve }: ConnectGuard): LookupFunction {
  return (host, options, callback) => {
    const tell = (addresses: LookupAddress[]) => {
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => allowAddress(address))) {
        callback(new AddressRefused('an address of the host is not allowed'), '');
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    };
    resolve(host).then(tell, (error: Error) => callback(error, ''));
  };
}
