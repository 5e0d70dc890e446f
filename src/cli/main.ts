#!/usr/bin/env node
// main: begins the command `zonesieve`; of a service the ear for hang-ups is there before anything else is loaded.
import { hangUps } from './hang-ups.js';

if (process.argv[2] === 'serve') hangUps.hear();
await import('./command.js');
