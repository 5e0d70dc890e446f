// echo: a bare fastify that parses a JSON body and sends it back: what HTTP alone costs. Prints its port.
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';

const server = fastify({ logger: false });
server.post('/v1/registrations', (request) => request.body);
await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`{"address":"http://127.0.0.1:${(server.server.address() as AddressInfo).port}"}\n`);
