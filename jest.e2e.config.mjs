// The tests that need a browser: apart, so that `npm test` needs none.
import base from './jest.config.mjs';

export default { ...base, roots: ['<rootDir>/test/e2e'], testPathIgnorePatterns: [], maxWorkers: 1 };
