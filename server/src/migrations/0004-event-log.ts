import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log. The number of an event is taken from the locked head row in the last statement before
 * the commit, so that commit order is seq order and no number is ever missing. The running room has no
 * right to write the two tables; it calls append_event, which runs as their owner.
 */
export class EventLog1700000000004 implements MigrationInterface {
  name = 'EventLog1700000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table event_head (
        stream text primary key check (stream = 'main'), epoch uuid not null,
        seq bigint not null, chain bytea not null) with (fillfactor = 10);
      insert into event_head values ('main', gen_random_uuid(), 0, sha256(''::bytea));

      create table event_log (
        seq bigint primary key, id uuid not null unique, type text not null,
        subject uuid not null, thread uuid, version integer not null,
        audience text[] not null, withdrawn_from text[] not null,
        actor json not null, data json not null, detail json,
        at timestamptz not null, chain bytea not null);
      create index event_log_thread on event_log (thread, seq);

      create function append_event(
        p_id uuid, p_type text, p_subject uuid, p_thread uuid, p_version integer,
        p_audience text[], p_withdrawn_from text[], p_actor json, p_data json, p_detail json)
      returns table (seq bigint, at timestamptz)
      language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
      declare
        v_seq bigint; v_before bytea; v_chain bytea; v_at timestamptz;
      begin
        select h.seq + 1, h.chain into v_seq, v_before from event_head h where h.stream = 'main' for update;
        v_at := t1_now();
        v_chain := sha256(v_before || convert_to(json_build_array(
          v_seq, p_id, p_type, p_subject, p_thread, p_version, p_audience, p_withdrawn_from,
          p_actor, p_data, p_detail, extract(epoch from v_at))::text, 'UTF8'));
        update event_head h set seq = v_seq, chain = v_chain where h.stream = 'main';
        insert into event_log values (v_seq, p_id, p_type, p_subject, p_thread, p_version,
          p_audience, p_withdrawn_from, p_actor, p_data, p_detail, v_at, v_chain);
        perform pg_notify('t1', '');
        return query select v_seq, v_at;
      end $$;

      create function refuse_rewriting() returns trigger language plpgsql as
        $$ begin raise exception 'the event log is append-only'; end $$;
      create trigger event_log_append_only before update or delete on event_log
        for each row execute function refuse_rewriting();
      create trigger event_log_no_truncate before truncate on event_log
        for each statement execute function refuse_rewriting();

      create table reaction_cursor (name text primary key, seq bigint not null);

      revoke all on function append_event from public;
      grant execute on function append_event to t1_app;
      grant select on event_head, event_log to t1_app;
      grant select, insert, update on reaction_cursor to t1_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table reaction_cursor;
      drop function append_event;
      drop table event_log, event_head;
      drop function refuse_rewriting;
    `);
  }
}
