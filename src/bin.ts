#!/usr/bin/env node
import { runCli } from './cli/main.js';

// Everything we write holds data of persons: nobody else on the machine may read it.
process.umask(0o077);
process.exitCode = await runCli(process.argv.slice(2));
