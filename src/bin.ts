#!/usr/bin/env node
import { languageOf, runCli } from './cli/main.js';
import { listenToProcess } from './cli/process-events.js';

// Everything we write holds data of persons: nobody else on the machine may read it.
process.umask(0o077);
const args = process.argv.slice(2);
listenToProcess(languageOf(args));
process.exitCode = await runCli(args);
