import { doors } from './doors.ts';
import type { Door } from './endpoint.ts';
import type { ErrorCode } from './errors.ts';
import { errorCodes, statusOf } from './errors.ts';
import { DomainEvent } from './events.ts';
import { problemText } from './problem-texts.ts';
import { can, permissions, roles } from './roles.ts';
import type { JsonSchema } from './schema-tables.ts';
import { fieldRows, jsonOf, linkTo, nameOf, namedSchemas, table, typeText } from './schema-tables.ts';
import {
  Applied,
  Batch,
  Head,
  LiveAuth,
  Reset,
  Revoked,
  Viewing,
  headIntervalMs,
  liveContract,
  livePath,
} from './socket.ts';

const fieldHead = ['field', 'type', 'limits', 'required', 'meaning'] as const;
const answerHead = ['field', 'type', 'always', 'meaning'] as const;

const placing: readonly ErrorCode[] = [
  'unknown-directorate',
  'outside-country',
  'override-too-far',
  'occurred-in-future',
];

/** Refusals that only the rules behind a door know; what follows from the door itself is derived in `errorsOf`. */
const ruleErrors: Readonly<Record<string, readonly ErrorCode[]>> = {
  signIn: ['invalid-credentials', 'too-many-requests'],
  reportIncident: ['conflict-id', 'unknown-type', 'unknown-place', 'location-missing', ...placing],
  listIncidents: ['bad-cursor'],
  amendIncident: ['unknown-type', 'illegal-transition', 'amend-window-over', 'nothing-to-change', ...placing],
  openIncident: ['illegal-transition'],
  closeIncident: ['illegal-transition'],
  reopenIncident: ['illegal-transition'],
  transferIncident: ['unknown-directorate', 'same-directorate', 'cross-ministry', 'illegal-transition'],
  listAlerts: ['bad-cursor'],
  actOnIncident: ['illegal-transition', 'reason-missing'],
  acknowledgeAlert: ['alert-already-handled'],
  undoAcknowledgement: ['alert-already-handled', 'undo-too-late'],
  escalateAlert: ['alert-already-handled', 'no-further-step'],
  shelveAlert: ['alert-already-handled', 'shelf-too-long'],
  unshelveAlert: ['alert-already-handled'],
  addShift: [
    'conflict-id',
    'unknown-directorate',
    'unknown-officer',
    'shift-length',
    'shift-overlap',
    'shift-over',
  ],
  substituteOfficer: ['unknown-officer', 'shift-over'],
  cancelShift: ['shift-over'],
  handOverShift: ['shift-over', 'shift-not-begun'],
  importRoster: ['unreadable-file', 'unreadable-cell'],
  readEvents: ['bad-cursor'],
  locatePoint: ['outside-country'],
  readMetrics: ['not-found'],
};

/** Any door can answer these, whatever it is for. */
export const errorsAnywhere: readonly ErrorCode[] = ['too-large', 'busy', 'storage-full', 'internal'];

/** The refusals a door can answer with, beside those of every door. */
export function errorsOf(door: Door): ErrorCode[] {
  const fields = (part: keyof Pick<Door, 'params' | 'query' | 'body'>): string[] =>
    Object.keys(door[part].shape);
  const hasInput = fields('params').length + fields('query').length + fields('body').length > 0;
  const derived: readonly (ErrorCode | false)[] = [
    hasInput && 'malformed',
    door.allow !== 'everybody' && 'unauthenticated',
    door.method !== 'GET' && 'missing-header',
    door.allow !== 'everybody' && door.allow !== 'signed-in' && 'forbidden',
    fields('params').length > 0 && 'not-found',
    fields('body').includes('expectedVersion') && 'conflict-version',
    ...(ruleErrors[door.name] ?? []),
  ];
  const found = new Set(derived.filter((code) => code !== false));
  return errorCodes.filter((code) => found.has(code));
}

/** The contract as a page for people: every door, event, message, shape and refusal, made from the schemas. */
export function contractPage(): string {
  return `${[
    ...opening(),
    '## Doors',
    table(
      ['door', 'who', 'what'],
      doors.map((door) => [
        `[${door.method} ${door.path}](#${door.name.toLowerCase()})`,
        whoText(door),
        door.summary,
      ]),
    ),
    ...doors.flatMap(doorSection),
    ...eventSections(),
    ...liveSections(),
    ...shapeSections(),
    ...errorSection(),
    ...roleSection(),
  ].join('\n\n')}\n`;
}

function opening(): string[] {
  return [
    '# The contract of the T1 room',
    'Made from the schemas in `shared/src` by `npm run t1 -- contract write`; do not edit it. The same schemas check every ' +
      'request and are published as OpenAPI 3.1 at `GET /api/openapi.json`.',
    [
      '- JSON in UTF-8, at most 64 kB a request. Fields that are not named here are refused.',
      '- A session is a cookie (`t1` on a loopback address, `__Host-t1` under HTTPS). Every request but GET carries the header `X-T1: 1`.',
      '- Ids of new things are UUIDv7 made by the client; the id is the idempotency key and never expires: the same id with the same ' +
        'body gives the first answer again, with the header `Idempotent-Replay: true`; another body is refused with `conflict-id`.',
      '- An instant is ISO 8601 with an offset; the room always answers in UTC. Written texts are trimmed; titles, descriptions, plates, ' +
        'notes and reasons take no control characters and no invisible direction marks (U+202A-202E, U+2066-2069).',
      '- What a caller may not see does not exist for that caller: 404, as for a thing that is missing.',
      '- Lists answer `items`, newest first, and `next` while there is more: hand it in as `cursor`.',
    ].join('\n'),
  ];
}

function whoText({ allow }: Door): string {
  if (allow === 'everybody') return 'everybody';
  return allow === 'signed-in' ? 'whoever is signed in' : `\`${allow}\``;
}

function doorSection(door: Door): string[] {
  const part = (title: string, schema: JsonSchema): string[] => {
    const rows = fieldRows(schema);
    return rows.length === 0 ? [] : [`${title}:`, table(fieldHead, rows)];
  };
  const errors = errorsOf(door).map((code) => `\`${code}\` ${statusOf[code]}`);
  return [
    `### ${door.name}`,
    `\`${door.method} ${door.path}\` · ${whoText(door)}`,
    `${door.summary}.`,
    ...part('Path', jsonOf(door.params, 'input')),
    ...part('Query', jsonOf(door.query, 'input')),
    ...part('Body', jsonOf(door.body, 'input')),
    ...answerOf(door),
    errors.length === 0 ? 'No refusals of its own.' : `Refusals: ${errors.join(' · ')}`,
  ];
}

function answerOf(door: Door): string[] {
  if (door.status === 204) return ['Answers 204 without content.'];
  const name = nameOf(door.output);
  if (name !== undefined) return [`Answers ${door.status} with ${linkTo(name)}.`];
  const schema = jsonOf(door.output, 'output');
  const rows = fieldRows(schema);
  return rows.length === 0
    ? [`Answers ${door.status} with ${typeText(schema)}.`]
    : [`Answers ${door.status}:`, answerTable(rows)];
}

/** Answers have no limits to keep to. */
function answerTable(rows: readonly (readonly string[])[]): string {
  return table(
    answerHead,
    rows.map(([field = '', type = '', , always = '', meaning = '']) => [field, type, always, meaning]),
  );
}

function eventSections(): string[] {
  const [first] = DomainEvent.options;
  const envelope = fieldRows(jsonOf(first, 'output')).filter(([field = '']) => !/^`(type|data)/.test(field));
  return [
    '## Event',
    'What happened, in the past tense. `seq` numbers the whole log without a gap. An event carries the full new view of its ' +
      'subject with its version: applying it needs no fetch, applying it twice changes nothing.',
    answerTable(envelope),
    table(
      ['type', 'data'],
      DomainEvent.options.map((option) => {
        const { data, type } = option.shape;
        const name = nameOf(data);
        const fields =
          name === undefined ? `only ${fieldNames(jsonOf(data, 'output'))}: forget it` : linkTo(name);
        return [`\`${type.value}\``, fields];
      }),
    ),
    'A `.withdrawn` event stands in the place of one that moved its subject out of the sight of the receiver.',
  ];
}

function fieldNames({ properties }: JsonSchema): string {
  return Object.keys(properties ?? {})
    .map((name) => `\`${name}\``)
    .join(', ');
}

function liveSections(): string[] {
  const row = (direction: string, name: string, schema: JsonSchema, meaning: string): string[] => [
    direction,
    `\`${name}\``,
    Object.entries(schema.properties ?? {})
      .map(([field, inner]) => `\`${field}\`: ${typeText(inner)}`)
      .join('; '),
    meaning,
  ];
  const down = 'to the screen';
  const up = 'to the room';
  const every = headIntervalMs / 1_000;
  return [
    '## Live channel',
    `socket.io 4 at the path \`${livePath}\`, websocket only, with the session cookie and an Origin the room allows. The handshake's ` +
      `\`auth\` carries ${fieldNames(jsonOf(LiveAuth, 'input'))}; \`contract\` is ${liveContract}. Commands never travel here.`,
    table(
      ['direction', 'message', 'fields', 'meaning'],
      [
        row(
          down,
          'batch',
          jsonOf(Batch, 'output'),
          '`from` is where the screen stands; `to` moves on over events it may not see. Another `from`: connect again with the cursor held',
        ),
        row(down, 'head', jsonOf(Head, 'output'), `every ${every} s; when it stops, the screen is old`),
        row(down, 'reset', jsonOf(Reset, 'output'), 'the cursor cannot be gone on from: take a new snapshot'),
        row(down, 'revoked', jsonOf(Revoked, 'output'), 'the session has ended'),
        row(up, 'applied', jsonOf(Applied, 'input'), 'how far the screen has come'),
        row(up, 'viewing', jsonOf(Viewing, 'input'), 'which incident is looked at'),
      ],
    ),
  ];
}

function shapeSections(): string[] {
  const shapes = namedSchemas().filter(([name]) => name !== 'Event');
  return [
    '## Shapes',
    ...shapes.flatMap(([name, schema]) => [`### ${name}`, answerTable(fieldRows(schema))]),
  ];
}

function errorSection(): string[] {
  return [
    '## Refusals',
    `Every refusal has the one shape ${linkTo('Problem')}; its sentence is in the language of \`Accept-Language\` (Arabic or English). ` +
      `429, 503 and 507 carry \`Retry-After\` in seconds. Any door can answer ${errorsAnywhere.map((code) => `\`${code}\``).join(', ')}.`,
    table(
      ['code', 'status', 'sentence'],
      errorCodes.map((code) => [`\`${code}\``, String(statusOf[code]), problemText({ code }, 'en')]),
    ),
  ];
}

function roleSection(): string[] {
  const signingIn = roles.filter((role) => role !== 'system');
  return [
    '## Roles',
    'What a role may do at all. On which incidents is a matter of jurisdiction: the room sees all that both ministries submit, a ' +
      'directorate what it owns or has received. In which state is a matter of the rules.',
    table(
      ['permission', ...signingIn],
      permissions.map((permission) => [
        `\`${permission}\``,
        ...signingIn.map((role) => (can({ role }, permission) ? '●' : '')),
      ]),
    ),
  ];
}
