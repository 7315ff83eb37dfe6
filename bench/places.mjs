// Where things are.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = fileURLToPath(new URL('..', import.meta.url));
export const kBuild = path.join(kRoot, 'build');
