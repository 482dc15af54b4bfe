import type { CallOf, OutputOf } from '@t1/shared/endpoint';
import { reportIncident } from '@t1/shared/incident-doors';
import { readEvents } from '@t1/shared/live-doors';
import type { LocatedPoint, OrganisationView } from '@t1/shared/organisation';
import { listOrganisation, locatePoint } from '@t1/shared/organisation';
import type { SessionView } from '@t1/shared/sessions';
import { signIn } from '@t1/shared/sessions';
import type { Answer, RoomApi } from './room-api.ts';

/** The account that looks up who is responsible for a point. */
const operator = 't1-operator';

const cacheLimit = 20_000;

/** Why nobody can report at all: said to the person who started the replay. */
export class NoEntry extends Error {}

/**
 * The reporters of all directorates, as programs: each is signed in when its directorate has its first call,
 * with the one password of the exercise.
 */
export class Reporters {
  private readonly api: RoomApi;
  private readonly password: string;
  private readonly sessions = new Map<string, Promise<Answer<SessionView>>>();
  private readonly located = new Map<string, LocatedPoint>();

  constructor(api: RoomApi, password: string) {
    this.api = api;
    this.password = password;
  }

  /** Opens the operator's session; throws `NoEntry` when the room is not there, not an exercise or the password is wrong. */
  async enter(): Promise<SessionView> {
    const answer = await this.session(operator);
    if (answer.kind === 'silent') throw new NoEntry(`No room answers at this address (${answer.reason}).`);
    if (answer.kind === 'refused') {
      const isWrong = answer.problem.code === 'invalid-credentials';
      throw new NoEntry(isWrong ? 'The room does not accept the exercise password.' : answer.problem.message);
    }
    if (!answer.output.exercise)
      throw new NoEntry('This room is not an exercise. Calls are not played into it.');
    return answer.output;
  }

  /** Whether nothing has ever happened in this room. */
  async findsEmptyLog(): Promise<boolean> {
    const answer = await this.as(operator, (cookie) => this.api.call(readEvents, { limit: 1 }, cookie));
    return answer.kind === 'done' && answer.output.to === 0;
  }

  /** District and responsible directorate of a point. */
  async locate(point: { lat: number; lon: number }): Promise<Answer<LocatedPoint>> {
    const key = `${point.lat},${point.lon}`;
    const known = this.located.get(key);
    if (known !== undefined) return { kind: 'done', output: known, isReplay: false };
    const answer = await this.as(operator, (cookie) => this.api.call(locatePoint, point, cookie));
    if (answer.kind === 'done') {
      if (this.located.size >= cacheLimit) this.located.clear();
      this.located.set(key, answer.output);
    }
    return answer;
  }

  /** Signs the reporter of the directorate in, so that the report itself does not wait for it. */
  async prepare(directorateId: string): Promise<void> {
    await this.session(`${directorateId}-reporter`);
  }

  /** Reports as the reporter of the directorate. */
  report(
    directorateId: string,
    report: CallOf<typeof reportIncident>,
  ): Promise<Answer<OutputOf<typeof reportIncident>>> {
    return this.as(`${directorateId}-reporter`, (cookie) => this.api.call(reportIncident, report, cookie));
  }

  /** Names of districts, for a summary. */
  organisation(): Promise<Answer<OrganisationView>> {
    return this.as(operator, (cookie) => this.api.call(listOrganisation, {}, cookie));
  }

  /** A session that ended meanwhile is opened anew, once. */
  private async as<O>(username: string, work: (cookie: string) => Promise<Answer<O>>): Promise<Answer<O>> {
    for (let isAgain = false; ; isAgain = true) {
      const session = await this.session(username);
      if (session.kind !== 'done') return session;
      const answer = await work(session.cookie ?? '');
      const isOver = answer.kind === 'refused' && answer.problem.code === 'unauthenticated';
      if (!isOver || isAgain) return answer;
      this.sessions.delete(username);
    }
  }

  private session(username: string): Promise<Answer<SessionView>> {
    const known = this.sessions.get(username);
    if (known !== undefined) return known;
    const opened = this.api.call(signIn, { username, password: this.password }).then((answer) => {
      // Only a session is kept: whoever comes next tries again.
      if (answer.kind !== 'done') this.sessions.delete(username);
      return answer;
    });
    this.sessions.set(username, opened);
    return opened;
  }
}
