import { config } from 'zod';

/**
 * Import this before anything that holds a schema. Otherwise zod tries to compile its schemas with `eval`, which
 * the page's content security policy forbids and the browser then reports as a violation.
 */
config({ jitless: true });
