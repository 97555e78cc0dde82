CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.audit_chain() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ BEGIN PERFORM audit_link_event(NEW); RETURN NULL; END $$;
CREATE FUNCTION public.audit_close_readings() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  WITH closed AS (
    DELETE FROM audit_reading WHERE hour < date_trunc('hour', clock_timestamp(), 'UTC') RETURNING *
  ), told AS (
    INSERT INTO audit_event (id, organisation_id, at, actor_kind, actor_id, actor_name, verb, subject_kind, subject_id,
                             client_id, detail, why, address, door)
    SELECT gen_random_uuid(), organisation_id, first_at, 'staff', actor_id, actor_name, 'privacy.chart.opened',
           'people.client', client_id, client_id,
           jsonb_build_object('times', count, 'last', to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                              'basis', basis),
           '', address, door
    FROM closed ORDER BY first_at RETURNING 1
  ) SELECT count(*) FROM told
$$;


CREATE TABLE public.audit_head (
    organisation_id uuid NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    at timestamp with time zone NOT NULL
)
WITH (fillfactor='50');
CREATE FUNCTION public.audit_heads() RETURNS SETOF public.audit_head
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT * FROM audit_head ORDER BY organisation_id $$;
CREATE TABLE public.audit_event (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind character varying(12) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    verb character varying(80) NOT NULL,
    subject_kind character varying(80) NOT NULL,
    subject_id uuid,
    client_id uuid,
    detail jsonb NOT NULL,
    why text NOT NULL,
    address character varying(45) DEFAULT ''::character varying NOT NULL,
    door character varying(80) DEFAULT ''::character varying NOT NULL,
    sealed_kind character varying(80) DEFAULT ''::character varying NOT NULL,
    sealed_id uuid,
    seal character varying(64) DEFAULT ''::character varying NOT NULL
);
CREATE FUNCTION public.audit_link_event(event public.audit_event) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
  head audit_head%ROWTYPE;
BEGIN
  SELECT * INTO head FROM audit_head WHERE organisation_id = event.organisation_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_head VALUES (event.organisation_id, 0, '0000000000000000000000000000000000000000000000000000000000000000', event.at) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_head WHERE organisation_id = event.organisation_id FOR UPDATE;
  END IF;
  INSERT INTO audit_link VALUES (
    event.organisation_id, head.number + 1, event.id, head.hash,
    encode(sha256(convert_to('openiop audit 1|' || head.number + 1 || '|' || head.hash || '|' || coalesce('id=' || octet_length(event.id::text) || ':' || event.id::text, '') || coalesce('organisation_id=' || octet_length(event.organisation_id::text) || ':' || event.organisation_id::text, '') || coalesce('at=' || octet_length(to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US BC')) || ':' || to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US BC'), '') || coalesce('actor_kind=' || octet_length(event.actor_kind::text) || ':' || event.actor_kind::text, '') || coalesce('actor_id=' || octet_length(event.actor_id::text) || ':' || event.actor_id::text, '') || coalesce('actor_name=' || octet_length(event.actor_name::text) || ':' || event.actor_name::text, '') || coalesce('verb=' || octet_length(event.verb::text) || ':' || event.verb::text, '') || coalesce('subject_kind=' || octet_length(event.subject_kind::text) || ':' || event.subject_kind::text, '') || coalesce('subject_id=' || octet_length(event.subject_id::text) || ':' || event.subject_id::text, '') || coalesce('client_id=' || octet_length(event.client_id::text) || ':' || event.client_id::text, '') || coalesce('detail=' || octet_length(event.detail::text) || ':' || event.detail::text, '') || coalesce('why=' || octet_length(event.why::text) || ':' || event.why::text, '') || coalesce('address=' || octet_length(event.address::text) || ':' || event.address::text, '') || coalesce('door=' || octet_length(event.door::text) || ':' || event.door::text, '') || coalesce('sealed_kind=' || octet_length(event.sealed_kind::text) || ':' || event.sealed_kind::text, '') || coalesce('sealed_id=' || octet_length(event.sealed_id::text) || ':' || event.sealed_id::text, '') || coalesce('seal=' || octet_length(event.seal::text) || ':' || event.seal::text, ''),
                             'UTF8')), 'hex'))
    RETURNING number, hash INTO head.number, head.hash;
  UPDATE audit_head SET number = head.number, hash = head.hash, at = event.at
    WHERE organisation_id = event.organisation_id;
END $$;
CREATE FUNCTION public.audit_opened(organisation uuid, actor uuid, name text, client uuid, through text, came_from text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  INSERT INTO audit_reading
    (organisation_id, actor_id, actor_name, client_id, door, hour, first_at, last_at, count, address, basis)
  VALUES (organisation, actor, name, client, through, date_trunc('hour', clock_timestamp(), 'UTC'),
          clock_timestamp(), clock_timestamp(), 1, came_from,
          COALESCE((SELECT r.basis FROM privacy_reach r, privacy_standing s
                    WHERE s.pid = pg_backend_pid() AND s.at = now() AND s.actor_id = actor
                      AND r.client_id = client AND r.until > now() AND r.holder_id = ANY(s.holders)
                    ORDER BY r.basis = 'glass' LIMIT 1), ''))
  ON CONFLICT (client_id, hour, actor_id, door)
  DO UPDATE SET count = audit_reading.count + 1, last_at = EXCLUDED.last_at, address = EXCLUDED.address,
    basis = CASE WHEN audit_reading.basis = '' THEN '' ELSE EXCLUDED.basis END
$$;
CREATE FUNCTION public.calendar_count_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE calendar_session s SET seats_taken = s.seats_taken + n.c
      FROM (SELECT session_id, count(*) c FROM fresh WHERE is_live GROUP BY 1 ORDER BY 1) n WHERE s.id = n.session_id;
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE calendar_session s SET seats_taken = s.seats_taken - n.c
      FROM (SELECT session_id, count(*) c FROM gone WHERE is_live GROUP BY 1 ORDER BY 1) n WHERE s.id = n.session_id;
  ELSE
    UPDATE calendar_session s SET seats_taken = s.seats_taken + n.c
      FROM (SELECT session_id, sum(c) c FROM (
              SELECT session_id, 1 c FROM fresh WHERE is_live UNION ALL
              SELECT session_id, -1 FROM gone WHERE is_live) d GROUP BY 1 HAVING sum(c) <> 0 ORDER BY 1) n
      WHERE s.id = n.session_id;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.calendar_feed_ends_with_stay() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  UPDATE calendar_feed f SET ended_at = now(), ended_how = 'left' WHERE f.client_id = NEW.client_id
    AND f.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM placement_episode e WHERE e.client_id = NEW.client_id AND e.closed_on IS NULL);
  RETURN NULL;
END $$;
CREATE FUNCTION public.calendar_feed_ends_with_work() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  UPDATE calendar_feed f SET ended_at = now(), ended_how = 'left' WHERE f.staff_id = NEW.id AND f.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE FUNCTION public.calendar_feed_of(fingerprint text) RETURNS TABLE(id uuid, organisation_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT f.id, f.organisation_id FROM calendar_feed f WHERE f.token_hash = fingerprint AND f.ended_at IS NULL
$$;
CREATE FUNCTION public.calendar_session_revised() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.revision := OLD.revision;
  NEW.revised_at := OLD.revised_at;
  IF (NEW.during, NEW.room_id, NEW.is_virtual, NEW.title, NEW.state = 'cancelled') IS DISTINCT FROM
     (OLD.during, OLD.room_id, OLD.is_virtual, OLD.title, OLD.state = 'cancelled') THEN
    NEW.revision := OLD.revision + 1;
    NEW.revised_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.encounters_cosign_check() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM encounters_note n WHERE n.id = NEW.note_id AND n.organisation_id = NEW.organisation_id
                 AND n.cosigner_id IS NOT NULL AND n.signed_by_id <> NEW.by_id) THEN
    RAISE EXCEPTION 'a note is co-signed by somebody else than signed it, where that was asked for'
      USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM encounters_cosignature c WHERE c.note_id = NEW.note_id AND c.verdict = 'signed') THEN
    RAISE EXCEPTION 'this note is co-signed' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.encounters_somebody_reached(held_in uuid, holders uuid[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
               BEGIN RETURN EXISTS (
                 SELECT 1 FROM privacy_reach r WHERE r.until > now() AND r.holder_id = ANY(holders)
                   AND r.client_id IN (SELECT m.client_id FROM calendar_seat m WHERE m.session_id = held_in
                     UNION ALL SELECT p.client_id FROM encounters_presence p WHERE p.session_id = held_in)); END $$;
CREATE FUNCTION public.intake_refuse_part_of_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM intake_evaluation e
             WHERE e.id IN (OLD.evaluation_id, NEW.evaluation_id) AND e.signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a signed evaluation is never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE FUNCTION public.openiop_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% rows are amended, never edited or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.placement_client(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN RETURN (SELECT t.client_id FROM placement_episode t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.placement_client_of_discharge(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN RETURN (SELECT placement_client(t.episode_id) FROM placement_discharge t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.plan_client(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        BEGIN RETURN (SELECT t.client_id FROM plan_plan t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.plan_client_of_goal(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        BEGIN RETURN (SELECT t.client_id FROM plan_goal t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.plan_client_of_objective(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        BEGIN RETURN (SELECT t.client_id FROM plan_objective t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.plan_client_of_problem(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        BEGIN RETURN (SELECT t.client_id FROM plan_problem t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.plan_goal_follows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN UPDATE plan_goal SET client_id = NEW.client_id WHERE problem_id = NEW.id; RETURN NULL; END $$;
CREATE FUNCTION public.plan_goal_knows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM plan_problem p WHERE p.id = NEW.problem_id); RETURN NEW; END $$;
CREATE FUNCTION public.plan_goal_refuse_when_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        DECLARE part plan_goal%ROWTYPE;
        BEGIN
          part := COALESCE(NEW, OLD);
          IF EXISTS (SELECT 1 FROM plan_plan WHERE id = (SELECT p.plan_id FROM plan_problem p WHERE p.id = part.problem_id) AND state <> 'draft')
             OR EXISTS (SELECT 1 FROM plan_signature WHERE plan_id = (SELECT p.plan_id FROM plan_problem p WHERE p.id = part.problem_id)) THEN
            RAISE EXCEPTION 'a signed plan is never edited; write a new version' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN part;
        END $$;
CREATE FUNCTION public.plan_intervention_follows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN UPDATE plan_intervention SET client_id = NEW.client_id WHERE objective_id = NEW.id; RETURN NULL; END $$;
CREATE FUNCTION public.plan_intervention_knows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM plan_objective p WHERE p.id = NEW.objective_id); RETURN NEW; END $$;
CREATE FUNCTION public.plan_intervention_refuse_when_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        DECLARE part plan_intervention%ROWTYPE;
        BEGIN
          part := COALESCE(NEW, OLD);
          IF EXISTS (SELECT 1 FROM plan_plan WHERE id = (SELECT p.plan_id FROM plan_objective o JOIN plan_goal g ON g.id = o.goal_id
            JOIN plan_problem p ON p.id = g.problem_id WHERE o.id = part.objective_id) AND state <> 'draft')
             OR EXISTS (SELECT 1 FROM plan_signature WHERE plan_id = (SELECT p.plan_id FROM plan_objective o JOIN plan_goal g ON g.id = o.goal_id
            JOIN plan_problem p ON p.id = g.problem_id WHERE o.id = part.objective_id)) THEN
            RAISE EXCEPTION 'a signed plan is never edited; write a new version' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN part;
        END $$;
CREATE FUNCTION public.plan_objective_follows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN UPDATE plan_objective SET client_id = NEW.client_id WHERE goal_id = NEW.id; RETURN NULL; END $$;
CREATE FUNCTION public.plan_objective_knows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM plan_goal p WHERE p.id = NEW.goal_id); RETURN NEW; END $$;
CREATE FUNCTION public.plan_objective_refuse_when_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        DECLARE part plan_objective%ROWTYPE;
        BEGIN
          part := COALESCE(NEW, OLD);
          IF EXISTS (SELECT 1 FROM plan_plan WHERE id = (SELECT p.plan_id FROM plan_goal g JOIN plan_problem p ON p.id = g.problem_id WHERE g.id = part.goal_id) AND state <> 'draft')
             OR EXISTS (SELECT 1 FROM plan_signature WHERE plan_id = (SELECT p.plan_id FROM plan_goal g JOIN plan_problem p ON p.id = g.problem_id WHERE g.id = part.goal_id)) THEN
            RAISE EXCEPTION 'a signed plan is never edited; write a new version' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN part;
        END $$;
CREATE FUNCTION public.plan_plan_follows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN UPDATE plan_plan SET client_id = NEW.client_id WHERE episode_id = NEW.id; RETURN NULL; END $$;
CREATE FUNCTION public.plan_plan_knows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM placement_episode p WHERE p.id = NEW.episode_id); RETURN NEW; END $$;
CREATE FUNCTION public.plan_prescribeddose_follows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN UPDATE plan_prescribeddose SET client_id = NEW.client_id WHERE plan_id = NEW.id; RETURN NULL; END $$;
CREATE FUNCTION public.plan_prescribeddose_knows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM plan_plan p WHERE p.id = NEW.plan_id); RETURN NEW; END $$;
CREATE FUNCTION public.plan_prescribeddose_refuse_when_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        DECLARE part plan_prescribeddose%ROWTYPE;
        BEGIN
          part := COALESCE(NEW, OLD);
          IF EXISTS (SELECT 1 FROM plan_plan WHERE id = part.plan_id AND state <> 'draft')
             OR EXISTS (SELECT 1 FROM plan_signature WHERE plan_id = part.plan_id) THEN
            RAISE EXCEPTION 'a signed plan is never edited; write a new version' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN part;
        END $$;
CREATE FUNCTION public.plan_problem_follows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN UPDATE plan_problem SET client_id = NEW.client_id WHERE plan_id = NEW.id; RETURN NULL; END $$;
CREATE FUNCTION public.plan_problem_knows_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM plan_plan p WHERE p.id = NEW.plan_id); RETURN NEW; END $$;
CREATE FUNCTION public.plan_problem_refuse_when_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        DECLARE part plan_problem%ROWTYPE;
        BEGIN
          part := COALESCE(NEW, OLD);
          IF EXISTS (SELECT 1 FROM plan_plan WHERE id = part.plan_id AND state <> 'draft')
             OR EXISTS (SELECT 1 FROM plan_signature WHERE plan_id = part.plan_id) THEN
            RAISE EXCEPTION 'a signed plan is never edited; write a new version' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN part;
        END $$;
CREATE FUNCTION public.privacy_actor() RETURNS uuid
    LANGUAGE sql STABLE
    AS $$ SELECT actor_id FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now() $$;
CREATE FUNCTION public.privacy_consent_ends() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE found text;
BEGIN
  SELECT state INTO found FROM privacy_consent WHERE id = NEW.consent_id FOR UPDATE;
  IF found <> 'signed' THEN
    RAISE EXCEPTION 'a consent that is % has not begun', found USING ERRCODE = 'check_violation';
  END IF;
  DELETE FROM privacy_reach WHERE source_id = NEW.consent_id AND basis = 'consent';
  PERFORM pg_notify('privacy_consent_ended', NEW.consent_id::text);  -- heard at the commit: open pages close
  RETURN NEW;
END $$;
CREATE FUNCTION public.privacy_consent_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
  moving text[] := ARRAY['state', 'signed_at'];
  has_signature boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      RAISE EXCEPTION 'a consent begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  has_signature := EXISTS (SELECT 1 FROM privacy_consentsignature s WHERE s.consent_id = OLD.id);
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' OR has_signature THEN
      RAISE EXCEPTION 'a signed consent is revoked, never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF (OLD.state <> 'draft' OR has_signature) AND to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a signed consent is revoked and written anew, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT (OLD.state = 'draft' OR (OLD.state = 'waiting' AND NEW.state IN ('signed', 'discarded'))) THEN
    RAISE EXCEPTION 'a consent that is % stays so', OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state IN ('waiting', 'signed') AND NOT has_signature THEN
    RAISE EXCEPTION 'a consent without a signature is a draft (42 CFR 2.31(a)(8))' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'signed' AND NEW.recipient_class = ''
     AND NOT EXISTS (SELECT 1 FROM privacy_consentrecipient r WHERE r.consent_id = NEW.id) THEN
    RAISE EXCEPTION 'a consent names who receives (42 CFR 2.31(a)(4))' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.privacy_consent_live(asked uuid) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT EXISTS (
    SELECT 1 FROM privacy_consent c JOIN programs_program p ON p.id = c.program_id
    WHERE c.id = asked AND c.state = 'signed'
      AND NOT EXISTS (SELECT 1 FROM privacy_revocation r WHERE r.consent_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM privacy_expiryreached e WHERE e.consent_id = c.id)
      AND (c.expires_on IS NULL OR clock_timestamp() < (c.expires_on + 1)::timestamp AT TIME ZONE p.time_zone))
$$;
CREATE FUNCTION public.privacy_consentrecipient_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE part privacy_consentrecipient%ROWTYPE := COALESCE(NEW, OLD);
BEGIN
  IF EXISTS (SELECT 1 FROM privacy_consent c WHERE c.id = part.consent_id AND c.state <> 'draft')
     OR EXISTS (SELECT 1 FROM privacy_consentsignature s WHERE s.consent_id = part.consent_id) THEN
    RAISE EXCEPTION 'a signed consent is revoked and written anew, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM privacy_consent c JOIN privacy_recipient r
      ON r.client_id = c.client_id WHERE c.id = part.consent_id AND r.id = part.recipient_id) THEN
    RAISE EXCEPTION 'this recipient is another client''s' USING ERRCODE = 'check_violation';
  END IF;
  RETURN part;
END $$;
CREATE FUNCTION public.privacy_consentsignature_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE found text;
BEGIN
  SELECT state INTO found FROM privacy_consent WHERE id = NEW.consent_id FOR UPDATE;
  IF found NOT IN ('draft', 'waiting') THEN
    RAISE EXCEPTION 'a consent that is % takes no more signatures', found USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.privacy_disclosure_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE c privacy_consent%ROWTYPE; zone text;
BEGIN
  IF NEW.consent_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO c FROM privacy_consent WHERE id = NEW.consent_id FOR SHARE;
  SELECT time_zone INTO zone FROM programs_program WHERE id = c.program_id;
  IF c.state <> 'signed' OR c.client_id <> NEW.client_id THEN
    RAISE EXCEPTION 'this is not a signed consent of this client (CON-3)' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM privacy_revocation r WHERE r.consent_id = c.id) THEN
    RAISE EXCEPTION 'this consent is revoked (CON-5)' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM privacy_expiryreached e WHERE e.consent_id = c.id)
     OR (c.expires_on IS NOT NULL AND (c.expires_on + 1)::timestamp AT TIME ZONE zone <= clock_timestamp()) THEN
    RAISE EXCEPTION 'this consent has ended (CON-3)' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.items <@ c.items THEN
    RAISE EXCEPTION 'this consent does not cover % (CON-6)', NEW.items USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.privacy_enter(said text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
  body text := substr(said, 65);
  raw bytea := convert_to(body, 'UTF8');
  f text[] := string_to_array(body, '|');
BEGIN
  IF said = '' OR NOT EXISTS (SELECT 1 FROM privacy_key k
                              WHERE encode(sha256(k.key || sha256(k.key || raw)), 'hex') = left(said, 64))
     OR f[1]::int <> pg_backend_pid() OR abs(extract(epoch FROM clock_timestamp()) - f[2]::bigint) > 60 THEN
    DELETE FROM privacy_standing WHERE pid = pg_backend_pid();
    RETURN false;
  END IF;
  INSERT INTO privacy_standing VALUES (
    pg_backend_pid(), now(), f[3], f[4]::uuid, f[5]::uuid, string_to_array(f[6], ','),
    CASE f[3] WHEN 'system' THEN ARRAY[f[4]::uuid] ELSE string_to_array(f[7], ',')::uuid[] END,
    CASE f[3] WHEN 'system' THEN ARRAY[f[4]::uuid]
              ELSE string_to_array(f[7], ',')::uuid[] || string_to_array(f[8], ',')::uuid[] END)
  ON CONFLICT (pid) DO UPDATE SET (at, kind, organisation_id, actor_id, items, holders, everyone)
    = (EXCLUDED.at, EXCLUDED.kind, EXCLUDED.organisation_id, EXCLUDED.actor_id, EXCLUDED.items, EXCLUDED.holders,
       EXCLUDED.everyone);
  RETURN true;
END $$;
CREATE FUNCTION public.privacy_glass_ends() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  DELETE FROM privacy_reach WHERE source_id = NEW.glass_id AND basis = 'glass';
  RETURN NEW;
END $$;
CREATE FUNCTION public.privacy_holders(item text) RETURNS uuid[]
    LANGUAGE sql STABLE
    AS $$ SELECT CASE WHEN item IN ('identity', 'calendar', 'work', '*') THEN everyone ELSE holders END
   FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now() $$;
CREATE FUNCTION public.privacy_kind() RETURNS text
    LANGUAGE sql STABLE
    AS $$ SELECT kind FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now() $$;
CREATE FUNCTION public.privacy_not_by_recipient() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF privacy_kind() = 'recipient' THEN
    RAISE EXCEPTION 'whoever receives under a consent writes nothing here' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.privacy_org(item text) RETURNS uuid
    LANGUAGE sql STABLE
    AS $$ SELECT organisation_id FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now()
   AND (kind = 'system' OR item = '*' OR item = ANY(items)) $$;
CREATE FUNCTION public.privacy_reach_of_caseload() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT organisation_id organisation, client_id client, therapist_id holder, id source,
                      CASE WHEN closed_on IS NULL THEN '9999-12-31'::timestamptz ELSE closed_on + interval '30 days' END until
               FROM fresh), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'caseload'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'caseload', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_reach_of_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT organisation_id, id, id, id, 'self', '9999-12-31'::timestamptz FROM fresh UNION ALL
    SELECT organisation_id, id, organisation_id, id, 'house', '9999-12-31'::timestamptz FROM fresh;
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT DISTINCT f.organisation_id, f.id, place, f.id, 'registered', now() + interval '1 day'
    FROM fresh f, privacy_standing s, unnest(s.everyone) place
    WHERE s.pid = pg_backend_pid() AND s.at = now() AND s.kind = 'staff';
  RETURN NULL;
END $$;
CREATE FUNCTION public.privacy_reach_of_consent() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT f.organisation_id AS organisation, f.client_id AS client, f.id AS holder, f.id AS source,
  COALESCE((f.expires_on + 1)::timestamp AT TIME ZONE p.time_zone, '9999-12-31') AS until
  FROM fresh f JOIN programs_program p ON p.id = f.program_id
  WHERE f.state = 'signed' AND NOT EXISTS (SELECT 1 FROM privacy_revocation r WHERE r.consent_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM privacy_expiryreached e WHERE e.consent_id = f.id)), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'consent'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'consent', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_reach_of_episode() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT organisation_id organisation, client_id client, program_id holder, id source,
                      '9999-12-31'::timestamptz until FROM fresh), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'program'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'program', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_reach_of_evaluation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT organisation_id organisation, client_id client, started_by_id holder, id source,
                      CASE WHEN signed_at IS NULL THEN '9999-12-31'::timestamptz ELSE signed_at + interval '14 days' END until
               FROM fresh), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'evaluation'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'evaluation', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_reach_of_glass() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT organisation_id AS organisation, client_id AS client, staff_id AS holder, id AS source, until
  FROM fresh), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'glass'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'glass', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_reach_of_lead() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN
  PERFORM privacy_reach_of_seats(array_agg(DISTINCT session_id), NULL) FROM fresh HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION public.privacy_reach_of_referral() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT organisation_id organisation, client_id client, program_id holder, id source,
                      '9999-12-31'::timestamptz until FROM fresh), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'program'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'program', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_reach_of_seat() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN
  PERFORM privacy_reach_of_seats(array_agg(DISTINCT session_id), array_agg(DISTINCT client_id)) FROM fresh
    HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION public.privacy_reach_of_seats(sessions uuid[], clients uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  WITH pairs AS MATERIALIZED (
    SELECT DISTINCT t.client_id AS client, coalesce(s.group_id, s.id) AS source, s.group_id
    FROM calendar_seat t JOIN calendar_session s ON s.id = t.session_id
    WHERE t.session_id = ANY(sessions) AND (clients IS NULL OR t.client_id = ANY(clients))
  ), given AS MATERIALIZED (
    SELECT t.organisation_id, t.client_id, l.staff_id, p.source, max(upper(t.during)) + interval '14 days' AS until
    FROM pairs p
    JOIN calendar_seat t ON t.client_id = p.client AND t.is_live
    JOIN calendar_session s ON s.id = t.session_id AND coalesce(s.group_id, s.id) = p.source
    JOIN calendar_lead l ON l.session_id = s.id AND l.is_live
    GROUP BY 1, 2, 3, 4
  ), gone AS (
    DELETE FROM privacy_reach r USING pairs p
    WHERE r.client_id = p.client AND r.source_id = p.source AND r.basis = 'group'
      AND NOT EXISTS (SELECT 1 FROM given g WHERE g.client_id = r.client_id AND g.staff_id = r.holder_id
                      AND g.source = r.source_id)
  )
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT organisation_id, client_id, staff_id, source, 'group', until FROM given
  ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
    WHERE privacy_reach.until <> EXCLUDED.until;
$$;
CREATE FUNCTION public.privacy_reach_of_work() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ BEGIN 
      WITH given AS (SELECT organisation_id organisation, client_id client, assigned_to_id holder, id source,
                      CASE WHEN done_at IS NULL THEN '9999-12-31'::timestamptz ELSE done_at + interval '1 day' END until FROM fresh), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = 'work'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, 'work', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until; RETURN NULL; END $$;
CREATE FUNCTION public.privacy_recipient_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM privacy_consentrecipient r JOIN privacy_consent c ON c.id = r.consent_id
             WHERE r.recipient_id = OLD.id AND c.state IN ('waiting', 'signed')) THEN
    RAISE EXCEPTION 'a signed consent names this recipient: add another one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE FUNCTION public.privacy_restriction_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE ending text[] := ARRAY['ended', 'ended_at', 'ended_by_id'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended <> '' OR (OLD.answer <> '' AND to_jsonb(NEW) - ending <> to_jsonb(OLD) - ending) THEN
    RAISE EXCEPTION 'an answered restriction is amended, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.schedule_proposal_keeps() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a proposal is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.problem, NEW.plan, NEW.problem_digest, NEW.base_digest, NEW.seed, NEW.effort, NEW.week, NEW.program_id,
      NEW.asked_by_id, NEW.ended_at, NEW.keeps) IS DISTINCT FROM
     (OLD.problem, OLD.plan, OLD.problem_digest, OLD.base_digest, OLD.seed, OLD.effort, OLD.week, OLD.program_id,
      OLD.asked_by_id, OLD.ended_at, OLD.keeps) OR NEW.state NOT IN ('ready', 'used', 'aside') THEN
    RAISE EXCEPTION 'a proposal that is ready is kept as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.schedule_publication_keeps() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL OR
     (NEW.program_id, NEW.week, NEW.base_digest, NEW.plan_digest, NEW.before, NEW.after, NEW.published_by_id,
      NEW.published_at) IS DISTINCT FROM
     (OLD.program_id, OLD.week, OLD.base_digest, OLD.plan_digest, OLD.before, OLD.after, OLD.published_by_id,
      OLD.published_at) THEN
    RAISE EXCEPTION 'a publication is kept as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.sharing_letter_good(fingerprint text) RETURNS TABLE(signed_on date, minutes integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT (l.signed_at AT TIME ZONE p.time_zone)::date, CASE WHEN l.shows_hours THEN l.minutes END
  FROM sharing_letter l JOIN programs_program p ON p.id = l.program_id
  WHERE l.code_hash = fingerprint AND l.state = 'issued' AND privacy_consent_live(l.consent_id)
$$;
CREATE FUNCTION public.sharing_letter_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'sharing_letter rows are withdrawn, never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('declined', 'withdrawn')
     OR to_jsonb(NEW) - '{state,allowed_at,allowed_how,signed_by_id,signed_at,ended_at,ended_why}'::text[]
        <> to_jsonb(OLD) - '{state,allowed_at,allowed_how,signed_by_id,signed_at,ended_at,ended_why}'::text[]
     OR (OLD.signed_at IS NOT NULL AND (NEW.signed_at, NEW.signed_by_id, NEW.allowed_at) IS DISTINCT FROM
         (OLD.signed_at, OLD.signed_by_id, OLD.allowed_at)) THEN
    RAISE EXCEPTION 'sharing_letter rows are withdrawn, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.sharing_page_of(fingerprint text) RETURNS TABLE(id uuid, organisation_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT p.id, p.organisation_id FROM sharing_sharedpage p WHERE p.token_hash = fingerprint
$$;
CREATE FUNCTION public.virtual_client_of_guest(row_id uuid) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
            BEGIN RETURN (SELECT t.client_id FROM virtual_guest t WHERE t.id = row_id); END $$;
CREATE FUNCTION public.virtual_guest_of(fingerprint text) RETURNS TABLE(id uuid, organisation_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  SELECT g.id, g.organisation_id FROM virtual_guest g WHERE g.token_hash = fingerprint AND g.ended_at IS NULL
$$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.aftercare_alumni (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    since date NOT NULL,
    wants_contact boolean NOT NULL,
    last_heard_at timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.aftercare_continuingcare (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    own_words text NOT NULL,
    supports text NOT NULL,
    warning_signs text NOT NULL,
    what_helps text NOT NULL,
    next_care text NOT NULL,
    medications text NOT NULL,
    wants_alumni boolean NOT NULL,
    agreed_name character varying(120) NOT NULL,
    agreed_at timestamp with time zone,
    episode_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    written_by_id uuid NOT NULL,
    CONSTRAINT continuing_care_agreed_by_whom_when CHECK ((((agreed_at IS NULL) AND ((agreed_name)::text = ''::text)) OR ((agreed_at IS NOT NULL) AND (NOT ((agreed_name)::text = ''::text)))))
);
CREATE TABLE public.aftercare_dischargesummary (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    discharge_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    written_by_id uuid NOT NULL
);
CREATE TABLE public.aftercare_followup (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    day smallint NOT NULL,
    due_on date NOT NULL,
    outcome character varying(10) NOT NULL,
    notes text NOT NULL,
    done_at timestamp with time zone,
    done_by_id uuid,
    episode_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT aftercare_followup_day_check CHECK ((day >= 0)),
    CONSTRAINT follow_up_done_by_whom_when CHECK ((((done_at IS NULL) AND (done_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((outcome)::text = ''::text)) AND (done_at IS NOT NULL) AND (done_by_id IS NOT NULL))))
);
CREATE TABLE public.audit_link (
    organisation_id uuid NOT NULL,
    number bigint NOT NULL,
    event_id uuid NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.audit_reading (
    id bigint NOT NULL,
    organisation_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    actor_name character varying(200) NOT NULL,
    client_id uuid NOT NULL,
    door character varying(80) NOT NULL,
    hour timestamp with time zone NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    count integer NOT NULL,
    address character varying(45) NOT NULL,
    basis character varying(20) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT audit_reading_count_check CHECK ((count >= 0))
);
ALTER TABLE public.audit_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendar_availability (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    days smallint[] NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    way character varying(6) NOT NULL,
    first_day date,
    last_day date,
    kind character varying(6) NOT NULL,
    reason character varying(9) NOT NULL,
    is_own boolean NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    site_id uuid,
    CONSTRAINT availability_ends_after_start CHECK (((ends = '00:00:00'::time without time zone) OR (ends > starts))),
    CONSTRAINT availability_has_days CHECK (((
CASE
    WHEN (days IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(days, 1), 0)
END > 0) AND (days <@ ARRAY[(0)::smallint, (1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint]))),
    CONSTRAINT availability_last_after_first CHECK (((first_day IS NULL) OR (last_day IS NULL) OR (last_day >= first_day))),
    CONSTRAINT availability_on_the_half_hour CHECK (((EXTRACT(minute FROM ends) = ANY (ARRAY[(0)::numeric, (30)::numeric])) AND (EXTRACT(second FROM date_trunc('second'::text, (ends)::interval)) = (0)::numeric) AND (EXTRACT(minute FROM starts) = ANY (ARRAY[(0)::numeric, (30)::numeric])) AND (EXTRACT(second FROM date_trunc('second'::text, (starts)::interval)) = (0)::numeric)))
);
CREATE TABLE public.calendar_feed (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    token_hash character varying(64) NOT NULL,
    wording character varying(11) NOT NULL,
    shows_place boolean NOT NULL,
    language character varying(8) NOT NULL,
    used_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_how character varying(8) NOT NULL,
    client_id uuid,
    organisation_id uuid NOT NULL,
    staff_id uuid,
    CONSTRAINT feed_ended_how CHECK ((((ended_at IS NULL) AND ((ended_how)::text = ''::text)) OR ((ended_at IS NOT NULL) AND (NOT ((ended_how)::text = ''::text))))),
    CONSTRAINT feed_of_a_client_is_neutral CHECK (((client_id IS NULL) OR (NOT ((wording)::text = 'session'::text)))),
    CONSTRAINT feed_of_one_person CHECK ((((client_id IS NULL) AND (staff_id IS NOT NULL)) OR ((client_id IS NOT NULL) AND (staff_id IS NULL))))
);
CREATE TABLE public.calendar_group (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    module character varying(40) NOT NULL,
    weekday smallint NOT NULL,
    starts time without time zone NOT NULL,
    minutes smallint NOT NULL,
    break_after smallint,
    break_minutes smallint NOT NULL,
    is_virtual boolean NOT NULL,
    capacity smallint NOT NULL,
    is_open boolean NOT NULL,
    first_day date NOT NULL,
    last_day date,
    co_facilitator_id uuid,
    facilitator_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    room_id uuid,
    track_id uuid,
    CONSTRAINT calendar_group_break_after_check CHECK ((break_after >= 0)),
    CONSTRAINT calendar_group_break_minutes_check CHECK ((break_minutes >= 0)),
    CONSTRAINT calendar_group_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT calendar_group_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT calendar_group_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT group_ends_after_it_starts CHECK (((last_day IS NULL) OR (last_day >= first_day))),
    CONSTRAINT group_has_a_place CHECK ((is_virtual OR (room_id IS NOT NULL))),
    CONSTRAINT group_meets_on_a_day CHECK ((weekday <= 6))
);
CREATE TABLE public.calendar_lead (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    part character varying(8) NOT NULL,
    during tstzrange NOT NULL,
    is_live boolean NOT NULL,
    organisation_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    session_id uuid NOT NULL
);
CREATE TABLE public.calendar_membership (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    first_day date NOT NULL,
    last_day date,
    client_id uuid NOT NULL,
    group_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.calendar_seat (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    during tstzrange NOT NULL,
    is_live boolean NOT NULL,
    released_why character varying(200) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL
);
CREATE TABLE public.calendar_separation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    reason character varying(6) NOT NULL,
    first_day date NOT NULL,
    last_day date,
    written_at timestamp with time zone NOT NULL,
    one_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    other_id uuid NOT NULL,
    written_by_id uuid,
    CONSTRAINT separation_of_two_in_order CHECK ((one_id < other_id))
);
CREATE TABLE public.calendar_session (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(160) NOT NULL,
    during tstzrange NOT NULL,
    breaks jsonb NOT NULL,
    is_virtual boolean NOT NULL,
    capacity smallint NOT NULL,
    seats_taken smallint NOT NULL,
    state character varying(10) NOT NULL,
    cancelled_why character varying(200) NOT NULL,
    group_id uuid,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    room_id uuid,
    topic_id uuid,
    group_day date,
    revision smallint DEFAULT 0 NOT NULL,
    revised_at timestamp with time zone,
    CONSTRAINT calendar_session_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT calendar_session_revision_check CHECK ((revision >= 0)),
    CONSTRAINT calendar_session_seats_taken_check CHECK ((seats_taken >= 0)),
    CONSTRAINT session_cancelled_why CHECK (((((state)::text = 'cancelled'::text) AND (NOT ((cancelled_why)::text = ''::text))) OR ((NOT ((state)::text = 'cancelled'::text)) AND ((cancelled_why)::text = ''::text)))),
    CONSTRAINT session_has_start_and_end CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during)))),
    CONSTRAINT session_not_overbooked CHECK (((seats_taken <= capacity) OR ((state)::text = 'cancelled'::text)))
);
CREATE TABLE public.calendar_terms (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    day_minutes smallint,
    week_minutes smallint,
    break_minutes smallint NOT NULL,
    break_from time without time zone,
    break_until time without time zone,
    modules character varying(40)[] NOT NULL,
    organisation_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    CONSTRAINT calendar_terms_break_minutes_check CHECK ((break_minutes >= 0)),
    CONSTRAINT calendar_terms_day_minutes_check CHECK ((day_minutes >= 0)),
    CONSTRAINT calendar_terms_week_minutes_check CHECK ((week_minutes >= 0)),
    CONSTRAINT terms_break_has_its_time CHECK (((break_minutes = 0) OR ((break_from IS NOT NULL) AND (break_until > break_from) AND (break_until IS NOT NULL))))
);
CREATE TABLE public.calendar_topic (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    module character varying(40) NOT NULL,
    title character varying(160) NOT NULL,
    about text NOT NULL,
    "order" smallint NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    is_used boolean NOT NULL,
    handout text DEFAULT ''::text NOT NULL,
    homework text DEFAULT ''::text NOT NULL,
    origin character varying(60) DEFAULT ''::character varying NOT NULL,
    outline jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT calendar_topic_order_check CHECK (("order" >= 0))
);
CREATE TABLE public.calendar_workinghours (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    days smallint[] NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    way character varying(6) NOT NULL,
    first_day date,
    last_day date,
    organisation_id uuid NOT NULL,
    site_id uuid,
    staff_id uuid NOT NULL,
    CONSTRAINT workinghours_ends_after_start CHECK (((ends = '00:00:00'::time without time zone) OR (ends > starts))),
    CONSTRAINT workinghours_has_days CHECK (((
CASE
    WHEN (days IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(days, 1), 0)
END > 0) AND (days <@ ARRAY[(0)::smallint, (1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint]))),
    CONSTRAINT workinghours_last_after_first CHECK (((first_day IS NULL) OR (last_day IS NULL) OR (last_day >= first_day))),
    CONSTRAINT workinghours_on_the_half_hour CHECK (((EXTRACT(minute FROM ends) = ANY (ARRAY[(0)::numeric, (30)::numeric])) AND (EXTRACT(second FROM date_trunc('second'::text, (ends)::interval)) = (0)::numeric) AND (EXTRACT(minute FROM starts) = ANY (ARRAY[(0)::numeric, (30)::numeric])) AND (EXTRACT(second FROM date_trunc('second'::text, (starts)::interval)) = (0)::numeric)))
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.encounters_addendum (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL,
    written_by_id uuid NOT NULL,
    note_id uuid NOT NULL,
    CONSTRAINT addendum_says_something CHECK ((NOT (text = ''::text)))
);
CREATE TABLE public.encounters_arrivalnumber (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    fingerprint character varying(64) NOT NULL,
    expires_at timestamp with time zone,
    ended_at timestamp with time zone,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL
);
CREATE TABLE public.encounters_cosignature (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    verdict character varying(9) NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id uuid NOT NULL,
    note_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT sent_back_with_words CHECK ((((verdict)::text = 'signed'::text) OR (NOT (words = ''::text))))
);
CREATE TABLE public.encounters_counselingnote (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    text bytea NOT NULL,
    written_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    author_id uuid NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL
);
CREATE TABLE public.encounters_kiosk (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(60) NOT NULL,
    token_hash character varying(64) NOT NULL,
    seen_at timestamp with time zone,
    wrong smallint NOT NULL,
    wrong_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by_id uuid,
    organisation_id uuid NOT NULL,
    paired_by_id uuid NOT NULL,
    program_id uuid NOT NULL,
    CONSTRAINT encounters_kiosk_wrong_check CHECK ((wrong >= 0)),
    CONSTRAINT kiosk_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL))))
);
CREATE TABLE public.encounters_note (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    participation smallint,
    response text NOT NULL,
    risk text NOT NULL,
    next_step text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    signed_content jsonb,
    is_late_entry boolean NOT NULL,
    client_id uuid NOT NULL,
    objective_id uuid,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    signed_by_id uuid,
    written_by_id uuid NOT NULL,
    acknowledged jsonb NOT NULL,
    affect character varying(12) DEFAULT ''::character varying NOT NULL,
    answers jsonb DEFAULT '{}'::jsonb NOT NULL,
    cosigner_id uuid,
    drafted jsonb,
    engagement character varying(12) DEFAULT ''::character varying NOT NULL,
    quote text DEFAULT ''::text NOT NULL,
    reaction character varying(12) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT encounters_note_participation_check CHECK ((participation >= 0)),
    CONSTRAINT note_signed_by_whom_when_what CHECK ((((signed_at IS NULL) AND (signed_by_id IS NULL) AND (signed_content IS NULL)) OR ((signed_at IS NOT NULL) AND (signed_by_id IS NOT NULL) AND (signed_content IS NOT NULL))))
);
CREATE TABLE public.encounters_presence (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    code character varying(10) NOT NULL,
    during tstzrange,
    source character varying(11) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    reason character varying(300) NOT NULL,
    key character varying(80) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid,
    replaces_id uuid,
    session_id uuid NOT NULL,
    place_of_service character varying(2) DEFAULT ''::character varying NOT NULL,
    state character varying(2) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT correction_has_a_reason CHECK ((((replaces_id IS NULL) AND (NOT ((code)::text = 'void'::text))) OR ((replaces_id IS NOT NULL) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT presence_has_start_and_end CHECK (((during IS NULL) OR ((NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during))))),
    CONSTRAINT presence_has_time_iff_present CHECK (((((code)::text = ANY ((ARRAY['present'::character varying, 'late'::character varying, 'left_early'::character varying])::text[])) AND (during IS NOT NULL)) OR (((code)::text = ANY ((ARRAY['excused'::character varying, 'no_show'::character varying, 'cancelled'::character varying, 'void'::character varying])::text[])) AND (during IS NULL))))
);
CREATE TABLE public.encounters_sharednote (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    topic character varying(200) NOT NULL,
    intervention text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    written_by_id uuid NOT NULL
);
CREATE TABLE public.encounters_tap (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(13) NOT NULL,
    value jsonb,
    at timestamp with time zone NOT NULL,
    source character varying(11) NOT NULL,
    key uuid NOT NULL,
    number bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    client_id uuid,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    tapped_by_id uuid,
    CONSTRAINT encounters_tap_number_check CHECK ((number >= 0)),
    CONSTRAINT tap_is_about_somebody CHECK ((((client_id IS NULL) AND ((kind)::text = 'topic'::text)) OR ((kind)::text = 'undo'::text) OR ((NOT ((kind)::text = 'topic'::text)) AND (client_id IS NOT NULL))))
);
CREATE SEQUENCE public.encounters_tap_order
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.intake_coverage (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    payer character varying(200) NOT NULL,
    plan character varying(200) NOT NULL,
    member_id character varying(80) NOT NULL,
    starts_on date,
    ends_on date,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.intake_diagnosis (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    system character varying(100) NOT NULL,
    code character varying(20) NOT NULL,
    label character varying(255) NOT NULL,
    status character varying(16) NOT NULL,
    onset date,
    ended date,
    is_primary boolean NOT NULL,
    source character varying(12) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid,
    evaluation_id uuid
);
CREATE TABLE public.intake_dimensionrating (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    dimension smallint NOT NULL,
    severity smallint,
    minimum_level character varying(16) NOT NULL,
    evidence text NOT NULL,
    organisation_id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    CONSTRAINT dimension_is_1_to_6 CHECK (((dimension >= 1) AND (dimension <= 6))),
    CONSTRAINT intake_dimensionrating_dimension_check CHECK ((dimension >= 0)),
    CONSTRAINT intake_dimensionrating_severity_check CHECK ((severity >= 0)),
    CONSTRAINT severity_is_0_to_4 CHECK (((((minimum_level)::text = ''::text) AND ((severity >= 0) AND (severity <= 4))) OR (severity IS NULL)))
);
CREATE TABLE public.intake_evaluation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    edition character varying(6) NOT NULL,
    own_words text NOT NULL,
    history text NOT NULL,
    health text NOT NULL,
    mind text NOT NULL,
    life text NOT NULL,
    strengths text NOT NULL,
    signed_at timestamp with time zone,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    signed_by_id uuid,
    started_by_id uuid NOT NULL,
    referral_id uuid,
    signed_with jsonb NOT NULL,
    CONSTRAINT evaluation_signed_by_whom_when CHECK ((((signed_at IS NULL) AND (signed_by_id IS NULL)) OR ((signed_at IS NOT NULL) AND (signed_by_id IS NOT NULL))))
);
CREATE TABLE public.intake_importedresource (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    source_key character varying(300) NOT NULL,
    content_hash character varying(64) NOT NULL,
    became character varying(80) NOT NULL,
    became_id uuid NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    document_id uuid NOT NULL
);
CREATE TABLE public.intake_matchreview (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    incoming jsonb NOT NULL,
    candidates uuid[] NOT NULL,
    reasons jsonb NOT NULL,
    decision character varying(4) NOT NULL,
    decided_at timestamp with time zone,
    client_id uuid,
    decided_by_id uuid,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    document_id uuid NOT NULL,
    CONSTRAINT match_decided_by_whom_when CHECK ((((client_id IS NULL) AND (decided_at IS NULL) AND (decided_by_id IS NULL) AND ((decision)::text = ''::text)) OR ((NOT ((decision)::text = ''::text)) AND (client_id IS NOT NULL) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL))))
);
CREATE TABLE public.intake_priorencounter (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    code character varying(30) NOT NULL,
    label character varying(255) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    provider character varying(200) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.intake_referral (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    source character varying(2) NOT NULL,
    referrer_name character varying(120) NOT NULL,
    referrer_phone character varying(30) NOT NULL,
    reason text NOT NULL,
    safe_to_call text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    closed_reason text NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    document_id uuid,
    key character varying(80) NOT NULL
);
CREATE TABLE public.intake_screening (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    answers jsonb NOT NULL,
    outcome character varying(20) NOT NULL,
    reasons jsonb NOT NULL,
    handed_to character varying(200) NOT NULL,
    notes text NOT NULL,
    screened_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    screened_by_id uuid NOT NULL,
    key character varying(80) NOT NULL
);
CREATE TABLE public.intake_sourcedocument (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(255) NOT NULL,
    media_type character varying(80) NOT NULL,
    sha256 character varying(64) NOT NULL,
    content bytea NOT NULL,
    size integer NOT NULL,
    received_from character varying(200) NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT intake_sourcedocument_size_check CHECK ((size >= 0))
);
CREATE TABLE public.intake_substanceuse (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    rank smallint NOT NULL,
    substance character varying(4) NOT NULL,
    route character varying(2) NOT NULL,
    frequency character varying(2) NOT NULL,
    last_use date,
    age_first_use smallint,
    evaluation_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT intake_substanceuse_age_first_use_check CHECK ((age_first_use >= 0)),
    CONSTRAINT intake_substanceuse_rank_check CHECK ((rank >= 0)),
    CONSTRAINT substance_rank_is_1_to_3 CHECK (((rank >= 1) AND (rank <= 3)))
);
CREATE TABLE public.measures_response (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    instrument character varying(50) NOT NULL,
    version character varying(20) NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    answers jsonb NOT NULL,
    total smallint,
    band character varying(40) NOT NULL,
    alerts jsonb NOT NULL,
    source character varying(8) NOT NULL,
    key character varying(80) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid,
    replaces_id uuid
);
CREATE TABLE public.measures_safetyalert (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    item character varying(40) NOT NULL,
    value smallint NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    action_taken text NOT NULL,
    answered_by_id uuid,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    response_id uuid NOT NULL,
    CONSTRAINT alert_answered_by_whom_when_how CHECK ((((action_taken = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (NOT (action_taken = ''::text)))))
);
CREATE TABLE public.medical_medication (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    system character varying(100) NOT NULL,
    code character varying(30) NOT NULL,
    name character varying(255) NOT NULL,
    dose character varying(200) NOT NULL,
    is_moud boolean NOT NULL,
    status character varying(16) NOT NULL,
    started_on date,
    stopped_on date,
    prescriber character varying(120) NOT NULL,
    source character varying(12) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid
);
CREATE TABLE public.medical_toxicologytest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    collected_at timestamp with time zone NOT NULL,
    panel character varying(120) NOT NULL,
    result character varying(10) NOT NULL,
    detail text NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid,
    replaces_id uuid,
    CONSTRAINT toxicology_names_its_panel CHECK ((NOT ((panel)::text = ''::text)))
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outgoing_message (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    address character varying(254) NOT NULL,
    subject character varying(120) NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    state character varying(8) NOT NULL,
    not_before timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    error text NOT NULL,
    key character varying(120) NOT NULL,
    organisation_id uuid NOT NULL,
    to_client_id uuid,
    to_staff_id uuid,
    sealed_body bytea,
    forget boolean DEFAULT false NOT NULL,
    CONSTRAINT message_sent_when CHECK ((((sent_at IS NOT NULL) AND ((state)::text = 'sent'::text)) OR ((NOT ((state)::text = 'sent'::text)) AND (sent_at IS NULL))))
);
CREATE TABLE public.people_client (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    legal_first character varying(100) NOT NULL,
    legal_last character varying(100) NOT NULL,
    chosen_name character varying(100) NOT NULL,
    pronouns character varying(40) NOT NULL,
    alias character varying(60) NOT NULL,
    birth_date date,
    sex character varying(8) NOT NULL,
    gender character varying(60) NOT NULL,
    language character varying(8) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    line1 character varying(200) NOT NULL,
    city character varying(100) NOT NULL,
    state character varying(2) NOT NULL,
    postal_code character varying(10) NOT NULL,
    deceased_on date,
    search text NOT NULL,
    organisation_id uuid NOT NULL,
    user_id uuid
);
CREATE TABLE public.people_clientidentifier (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    system character varying(255) NOT NULL,
    value character varying(255) NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.people_contact (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    relationship character varying(60) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    is_emergency boolean NOT NULL,
    knows boolean NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.people_knock (
    door character varying(64) NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    opened_at timestamp with time zone,
    CONSTRAINT people_knock_failures_check CHECK ((failures >= 0))
);
CREATE TABLE public.people_licence (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(2) NOT NULL,
    kind character varying(40) NOT NULL,
    number character varying(60) NOT NULL,
    valid daterange NOT NULL,
    organisation_id uuid NOT NULL,
    staff_id uuid NOT NULL
);
CREATE TABLE public.people_session (
    session_key character varying(64) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    began_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    address inet,
    agent character varying(200) NOT NULL,
    user_id uuid
);
CREATE TABLE public.people_staff (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    credential character varying(40) NOT NULL,
    roles character varying(20)[] NOT NULL,
    languages character varying(8)[] NOT NULL,
    skills character varying(60)[] NOT NULL,
    caseload_limit smallint NOT NULL,
    started_on date NOT NULL,
    ended_on date,
    home_program_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    user_id uuid,
    supervisor_id uuid,
    CONSTRAINT nobody_supervises_themself CHECK ((NOT ((supervisor_id = id) AND (supervisor_id IS NOT NULL)))),
    CONSTRAINT people_staff_caseload_limit_check CHECK ((caseload_limit >= 0)),
    CONSTRAINT staff_ends_after_start CHECK (((ended_on IS NULL) OR (ended_on >= started_on)))
);
CREATE TABLE public.people_staff_programs (
    id bigint NOT NULL,
    staff_id uuid NOT NULL,
    program_id uuid NOT NULL
);
ALTER TABLE public.people_staff_programs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_staff_programs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_user (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL,
    language character varying(8) NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
CREATE TABLE public.placement_decision (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(10) NOT NULL,
    recommended_level character varying(5) NOT NULL,
    actual_level character varying(5) NOT NULL,
    difference character varying(20) NOT NULL,
    why text NOT NULL,
    evidence jsonb NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by_id uuid NOT NULL,
    evaluation_id uuid,
    organisation_id uuid NOT NULL,
    episode_id uuid NOT NULL,
    CONSTRAINT decision_difference_has_a_reason CHECK ((((recommended_level)::text = (actual_level)::text) OR ((NOT ((difference)::text = ''::text)) AND (NOT (why = ''::text)))))
);
CREATE TABLE public.placement_discharge (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    reason character varying(2) NOT NULL,
    last_contact date NOT NULL,
    discharged_on date NOT NULL,
    destination character varying(200) NOT NULL,
    summary text NOT NULL,
    decision_id uuid NOT NULL,
    discharged_by_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    episode_id uuid NOT NULL,
    CONSTRAINT last_contact_before_discharge CHECK ((last_contact <= discharged_on))
);
CREATE TABLE public.placement_episode (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    entry_route character varying(10) NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    client_id uuid NOT NULL,
    evaluation_id uuid,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    referral_id uuid,
    therapist_id uuid NOT NULL,
    track_id uuid NOT NULL,
    CONSTRAINT episode_closes_after_it_opens CHECK (((closed_on IS NULL) OR (closed_on >= opened_on)))
);
CREATE TABLE public.placement_levelperiod (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    level character varying(5) NOT NULL,
    state character varying(5) NOT NULL,
    during daterange NOT NULL,
    reason text NOT NULL,
    decision_id uuid NOT NULL,
    episode_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT taper_has_end_and_reason CHECK (((NOT ((state)::text = 'taper'::text)) OR ((NOT (reason = ''::text)) AND (upper(during) IS NOT NULL))))
);
CREATE TABLE public.plan_goal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    title character varying(200) NOT NULL,
    own_words character varying(300) NOT NULL,
    status character varying(10) NOT NULL,
    "order" smallint NOT NULL,
    organisation_id uuid NOT NULL,
    problem_id uuid NOT NULL,
    client_id uuid NOT NULL,
    CONSTRAINT plan_goal_order_check CHECK (("order" >= 0))
);
CREATE TABLE public.plan_intervention (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    text character varying(300) NOT NULL,
    modality character varying(12) NOT NULL,
    frequency character varying(80) NOT NULL,
    target_date date NOT NULL,
    organisation_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    objective_id uuid NOT NULL,
    client_id uuid NOT NULL
);
CREATE TABLE public.plan_objective (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    text character varying(300) NOT NULL,
    owner character varying(120) NOT NULL,
    target_date date NOT NULL,
    status character varying(10) NOT NULL,
    "order" smallint NOT NULL,
    goal_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    client_id uuid NOT NULL,
    CONSTRAINT plan_objective_order_check CHECK (("order" >= 0))
);
CREATE TABLE public.plan_plan (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version smallint NOT NULL,
    state character varying(10) NOT NULL,
    active_from date,
    review_due date,
    episode_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    written_by_id uuid NOT NULL,
    client_id uuid NOT NULL,
    CONSTRAINT active_plan_has_dates CHECK ((((state)::text = ANY ((ARRAY['draft'::character varying, 'withdrawn'::character varying])::text[])) OR ((active_from IS NOT NULL) AND (review_due IS NOT NULL)))),
    CONSTRAINT plan_plan_version_check CHECK ((version >= 0))
);
CREATE TABLE public.plan_prescribeddose (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    during daterange NOT NULL,
    weekly_minutes smallint NOT NULL,
    days smallint NOT NULL,
    day_minutes smallint NOT NULL,
    by_modality jsonb NOT NULL,
    is_taper boolean NOT NULL,
    organisation_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    client_id uuid NOT NULL,
    CONSTRAINT dose_days_in_a_week CHECK (((days >= 1) AND (days <= 7))),
    CONSTRAINT plan_prescribeddose_day_minutes_check CHECK ((day_minutes >= 0)),
    CONSTRAINT plan_prescribeddose_days_check CHECK ((days >= 0)),
    CONSTRAINT plan_prescribeddose_weekly_minutes_check CHECK ((weekly_minutes >= 0))
);
CREATE TABLE public.plan_problem (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    text character varying(300) NOT NULL,
    "order" smallint NOT NULL,
    diagnosis_id uuid,
    organisation_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    client_id uuid NOT NULL,
    CONSTRAINT plan_problem_order_check CHECK (("order" >= 0))
);
CREATE TABLE public.plan_review (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    reviewed_on date NOT NULL,
    findings text NOT NULL,
    next_due date NOT NULL,
    organisation_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    reviewed_by_id uuid NOT NULL,
    safety_plan_reviewed boolean DEFAULT false NOT NULL
);
CREATE TABLE public.plan_signature (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    content jsonb NOT NULL,
    content_hash character varying(64) NOT NULL,
    client_id uuid,
    organisation_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    staff_id uuid,
    witnessed_by_id uuid,
    CONSTRAINT signature_has_its_signer CHECK ((((client_id IS NOT NULL) AND ((kind)::text = 'client'::text) AND (staff_id IS NULL)) OR ((NOT ((kind)::text = 'client'::text)) AND (client_id IS NULL) AND (staff_id IS NOT NULL))))
);
CREATE TABLE public.portal_signinlink (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    token_hash character varying(64) NOT NULL,
    sent_to character varying(254) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    sent_by_id uuid NOT NULL,
    CONSTRAINT link_used_in_its_time CHECK (((used_at IS NULL) OR (used_at < expires_at)))
);
CREATE TABLE public.privacy_accountingrequest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    asked_on date NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    due_on date NOT NULL,
    extended_to date,
    extension_reason text NOT NULL,
    is_free boolean NOT NULL,
    answered_at timestamp with time zone,
    rows integer,
    digest character varying(64) NOT NULL,
    answered_by_id uuid,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT accounting_answered_whole CHECK ((((answered_at IS NULL) AND ((digest)::text = ''::text) AND (rows IS NULL)) OR ((answered_at IS NOT NULL) AND (rows IS NOT NULL) AND (NOT ((digest)::text = ''::text))))),
    CONSTRAINT accounting_extended_with_a_reason CHECK (((extended_to IS NULL) OR (((kind)::text = 'accounting'::text) AND (NOT (extension_reason = ''::text))))),
    CONSTRAINT accounting_period_runs_forward CHECK ((since <= until)),
    CONSTRAINT privacy_accountingrequest_rows_check CHECK ((rows >= 0))
);
CREATE TABLE public.privacy_breach (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    happened_on date,
    discovered_on date NOT NULL,
    words text NOT NULL,
    secured boolean NOT NULL,
    low_probability text NOT NULL,
    people integer NOT NULL,
    state_most integer NOT NULL,
    mitigation text NOT NULL,
    individuals_told_on date,
    media_told_on date,
    secretary_told_on date,
    closed_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid,
    CONSTRAINT breach_found_after_it_happened CHECK (((happened_on IS NULL) OR (happened_on <= discovered_on))),
    CONSTRAINT breach_most_in_a_state_is_a_part CHECK ((state_most <= people)),
    CONSTRAINT breach_says_what CHECK ((NOT (words = ''::text))),
    CONSTRAINT privacy_breach_people_check CHECK ((people >= 0)),
    CONSTRAINT privacy_breach_state_most_check CHECK ((state_most >= 0))
);
CREATE TABLE public.privacy_breachperson (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    told_on date,
    how character varying(60) NOT NULL,
    breach_id uuid NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.privacy_consent (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    state character varying(9) NOT NULL,
    discloser text NOT NULL,
    information text NOT NULL,
    items character varying(16)[] NOT NULL,
    narrowing jsonb NOT NULL,
    recipient_class text NOT NULL,
    participants text NOT NULL,
    purposes character varying(12)[] NOT NULL,
    purpose_words text NOT NULL,
    raises_funds boolean NOT NULL,
    statements character varying(24)[] NOT NULL,
    consequences text NOT NULL,
    conditioned boolean NOT NULL,
    expires_on date,
    expires_event character varying(200) NOT NULL,
    expires_never boolean NOT NULL,
    revocable_on date,
    revocable_event character varying(200) NOT NULL,
    disposition_on date,
    is_condition boolean NOT NULL,
    incapacity character varying(11) NOT NULL,
    state_requires boolean NOT NULL,
    language character varying(8) NOT NULL,
    texts character varying(20) NOT NULL,
    signed_at timestamp with time zone,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    written_by_id uuid,
    CONSTRAINT consent_counseling_stands_alone CHECK ((((state)::text = ANY ((ARRAY['draft'::character varying, 'discarded'::character varying])::text[])) OR ((items = ARRAY['counseling'::character varying(16)]) AND ((kind)::text = 'sud_counseling_notes'::text)) OR ((NOT ((kind)::text = 'sud_counseling_notes'::text)) AND (NOT (items @> ARRAY['counseling'::character varying(16)]))))),
    CONSTRAINT consent_proceeding_stands_alone CHECK ((((state)::text = ANY ((ARRAY['draft'::character varying, 'discarded'::character varying])::text[])) OR (((kind)::text = 'legal_proceeding'::text) AND (purposes = ARRAY['proceeding'::character varying(12)])) OR ((NOT ((kind)::text = 'legal_proceeding'::text)) AND (NOT (purposes @> ARRAY['proceeding'::character varying(12)]))))),
    CONSTRAINT consent_signed_ends_one_way CHECK ((((state)::text = ANY ((ARRAY['draft'::character varying, 'discarded'::character varying])::text[])) OR (((expires_event)::text = ''::text) AND (NOT expires_never) AND (expires_on IS NOT NULL)) OR ((NOT expires_never) AND (expires_on IS NULL) AND (NOT ((expires_event)::text = ''::text))) OR (((expires_event)::text = ''::text) AND expires_never AND (expires_on IS NULL)))),
    CONSTRAINT consent_signed_says_what CHECK ((((state)::text = ANY ((ARRAY['draft'::character varying, 'discarded'::character varying])::text[])) OR ((NOT (discloser = ''::text)) AND (NOT (information = ''::text)) AND (
CASE
    WHEN (items IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(items, 1), 0)
END > 0) AND (
CASE
    WHEN (purposes IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(purposes, 1), 0)
END > 0)))),
    CONSTRAINT consent_signed_when CHECK ((((signed_at IS NOT NULL) AND ((state)::text = 'signed'::text)) OR ((NOT ((state)::text = 'signed'::text)) AND (signed_at IS NULL))))
);
CREATE TABLE public.privacy_consentrecipient (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    part character varying(12) NOT NULL,
    consent_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recipient_id uuid NOT NULL
);
CREATE TABLE public.privacy_consentsignature (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    capacity character varying(14) NOT NULL,
    name character varying(120) NOT NULL,
    relation character varying(200) NOT NULL,
    how character varying(6) NOT NULL,
    at timestamp with time zone NOT NULL,
    shown jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    language character varying(8) NOT NULL,
    consent_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    witness_id uuid,
    CONSTRAINT consent_signer_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT consent_signer_says_by_what_right CHECK ((((capacity)::text = 'client'::text) OR (NOT ((relation)::text = ''::text))))
);
CREATE TABLE public.privacy_courtorder (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    agency character varying(200) NOT NULL,
    court character varying(200) NOT NULL,
    reference character varying(80) NOT NULL,
    received_on date NOT NULL,
    order_on date,
    mandate_on date,
    findings character varying(30)[] NOT NULL,
    scope text NOT NULL,
    items character varying(16)[] NOT NULL,
    to_whom text NOT NULL,
    expires_on date,
    is_fictitious boolean NOT NULL,
    decision character varying(8) NOT NULL,
    why text NOT NULL,
    decided_at timestamp with time zone,
    client_id uuid,
    decided_by_id uuid,
    organisation_id uuid NOT NULL,
    CONSTRAINT order_accepted_with_order_and_mandate CHECK (((NOT ((decision)::text = 'accepted'::text)) OR ((
CASE
    WHEN (items IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(items, 1), 0)
END > 0) AND (mandate_on IS NOT NULL) AND (order_on IS NOT NULL) AND (NOT (scope = ''::text)) AND (NOT ((court)::text = ''::text))))),
    CONSTRAINT order_decided_by_when_why CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((decision)::text = 'open'::text)) OR ((NOT ((decision)::text = 'open'::text)) AND (NOT (why = ''::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL))))
);
CREATE TABLE public.privacy_disclosure (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    basis character varying(16) NOT NULL,
    recipient_name character varying(250) NOT NULL,
    recipient_kind character varying(16) NOT NULL,
    recipient_address text NOT NULL,
    facility character varying(200) NOT NULL,
    intermediary_name character varying(250) NOT NULL,
    items character varying(16)[] NOT NULL,
    what jsonb NOT NULL,
    description text NOT NULL,
    digest character varying(64) NOT NULL,
    purposes character varying(12)[] NOT NULL,
    purpose text NOT NULL,
    emergency text NOT NULL,
    how character varying(5) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_kind character varying(12) NOT NULL,
    by_id uuid,
    by_name character varying(200) NOT NULL,
    statement smallint,
    texts character varying(20) NOT NULL,
    scope text NOT NULL,
    copy_sent boolean NOT NULL,
    client_id uuid NOT NULL,
    consent_id uuid,
    order_id uuid,
    organisation_id uuid NOT NULL,
    qsoa_id uuid,
    recipient_id uuid,
    CONSTRAINT disclosure_carries_its_notice CHECK (((NOT ((basis)::text = 'consent'::text)) OR ((statement = ANY (ARRAY[1, 2])) AND (statement IS NOT NULL) AND (NOT ((texts)::text = ''::text)) AND (copy_sent OR (NOT (scope = ''::text)))))),
    CONSTRAINT disclosure_counseling_notes_stay CHECK ((((basis)::text = ANY ((ARRAY['consent'::character varying, 'court_order'::character varying, 'audit'::character varying])::text[])) OR (NOT (items @> ARRAY['counseling'::character varying(16)])))),
    CONSTRAINT disclosure_emergency_is_documented CHECK (((NOT ((basis)::text = 'emergency'::text)) OR ((NOT (emergency = ''::text)) AND (NOT ((facility)::text = ''::text))))),
    CONSTRAINT disclosure_has_a_digest CHECK ((((how)::text = ANY ((ARRAY['oral'::character varying, 'video'::character varying])::text[])) OR (NOT ((digest)::text = ''::text)))),
    CONSTRAINT disclosure_names_its_consent CHECK (((((basis)::text = 'consent'::text) AND (consent_id IS NOT NULL)) OR ((NOT ((basis)::text = 'consent'::text)) AND (consent_id IS NULL)))),
    CONSTRAINT disclosure_names_its_order CHECK (((((basis)::text = 'court_order'::text) AND (order_id IS NOT NULL)) OR ((NOT ((basis)::text = 'court_order'::text)) AND (order_id IS NULL)))),
    CONSTRAINT disclosure_names_its_qsoa CHECK (((((basis)::text = 'qsoa'::text) AND (qsoa_id IS NOT NULL)) OR ((NOT ((basis)::text = 'qsoa'::text)) AND (qsoa_id IS NULL)))),
    CONSTRAINT disclosure_says_what_to_whom_why CHECK (((NOT ((recipient_name)::text = ''::text)) AND (NOT (description = ''::text)) AND (NOT (purpose = ''::text)) AND (
CASE
    WHEN (items IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(items, 1), 0)
END > 0))),
    CONSTRAINT privacy_disclosure_statement_check CHECK ((statement >= 0))
);
CREATE TABLE public.privacy_expiryreached (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    happened_on date NOT NULL,
    words text NOT NULL,
    consent_id uuid NOT NULL,
    noted_by_id uuid,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.privacy_glass (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    nature character varying(300) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    CONSTRAINT glass_closes_by_itself CHECK (((until > at) AND (until <= (at + '04:01:00'::interval)))),
    CONSTRAINT glass_says_what_and_why CHECK (((NOT ((nature)::text = ''::text)) AND (NOT (reason = ''::text))))
);
CREATE TABLE public.privacy_glassclosing (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id uuid NOT NULL,
    glass_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.privacy_glassreview (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    finding character varying(10) NOT NULL,
    words text NOT NULL,
    by_id uuid NOT NULL,
    glass_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT glass_review_says_why CHECK ((NOT (words = ''::text)))
);
CREATE TABLE public.privacy_key (
    key bytea NOT NULL
);
CREATE TABLE public.privacy_notice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    effective_on date NOT NULL,
    texts character varying(20) NOT NULL,
    contact character varying(120) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    words jsonb NOT NULL,
    is_material boolean NOT NULL,
    what_changed character varying(300) NOT NULL,
    published_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    written_by_id uuid
);
CREATE TABLE public.privacy_noticegiven (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version character varying(20) NOT NULL,
    texts character varying(20) NOT NULL,
    language character varying(8) NOT NULL,
    how character varying(6) NOT NULL,
    at timestamp with time zone NOT NULL,
    is_acknowledged boolean NOT NULL,
    why_not text NOT NULL,
    client_id uuid NOT NULL,
    given_by_id uuid,
    organisation_id uuid NOT NULL,
    notice_id uuid
);
CREATE TABLE public.privacy_qsoa (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    service character varying(12) NOT NULL,
    words text NOT NULL,
    is_bound boolean NOT NULL,
    resists boolean NOT NULL,
    is_associate boolean NOT NULL,
    signed_on date NOT NULL,
    ended_on date,
    organisation_id uuid NOT NULL,
    recorded_by_id uuid,
    document character varying(200) NOT NULL,
    expires_on date,
    CONSTRAINT qsoa_binds_and_resists CHECK ((is_bound AND resists)),
    CONSTRAINT qsoa_ends_after_it_began CHECK (((ended_on IS NULL) OR (ended_on >= signed_on))),
    CONSTRAINT qsoa_lasts_a_day CHECK (((expires_on IS NULL) OR (expires_on >= signed_on)))
);
CREATE TABLE public.privacy_reach (
    holder_id uuid NOT NULL,
    source_id uuid NOT NULL,
    basis character varying(20) NOT NULL,
    until timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.privacy_recipient (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(16) NOT NULL,
    name character varying(120) NOT NULL,
    works_for character varying(120) NOT NULL,
    address text NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(30) NOT NULL,
    fax character varying(30) NOT NULL,
    is_covered boolean NOT NULL,
    is_treating boolean NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT recipient_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);
CREATE TABLE public.privacy_restriction (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    words text NOT NULL,
    recipient_kind character varying(16) NOT NULL,
    items character varying(16)[] NOT NULL,
    purposes character varying(12)[] NOT NULL,
    paid_in_full boolean NOT NULL,
    service character varying(200) NOT NULL,
    answer character varying(8) NOT NULL,
    answer_words text NOT NULL,
    answered_at timestamp with time zone,
    ended character varying(8) NOT NULL,
    ended_at timestamp with time zone,
    answered_by_id uuid,
    client_id uuid NOT NULL,
    ended_by_id uuid,
    organisation_id uuid NOT NULL,
    recipient_id uuid,
    CONSTRAINT restriction_answered_by_when CHECK (((((answer)::text = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((NOT ((answer)::text = ''::text)) AND (answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL)))),
    CONSTRAINT restriction_ends_after_it_began CHECK (((((ended)::text = ''::text) AND (ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((NOT ((ended)::text = ''::text)) AND ((answer)::text = 'agreed'::text) AND (ended_at >= answered_at) AND (ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT restriction_paid_in_full_is_agreed CHECK (((NOT paid_in_full) OR ((NOT ((answer)::text = 'declined'::text)) AND ((recipient_kind)::text = 'health_plan'::text) AND (NOT ((ended)::text = 'notice'::text))))),
    CONSTRAINT restriction_says_what CHECK ((NOT (words = ''::text)))
);
CREATE TABLE public.privacy_revocability (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    happened_on date NOT NULL,
    words text NOT NULL,
    consent_id uuid NOT NULL,
    noted_by_id uuid,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.privacy_revocation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    how character varying(7) NOT NULL,
    by_name character varying(120) NOT NULL,
    words text NOT NULL,
    reliance text NOT NULL,
    consent_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    taken_by_id uuid,
    CONSTRAINT revocation_was_taken_by_someone CHECK ((((how)::text = 'here'::text) OR (taken_by_id IS NOT NULL)))
);
CREATE TABLE public.privacy_revocationnotice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    how character varying(60) NOT NULL,
    organisation_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    revocation_id uuid NOT NULL,
    told_by_id uuid
);
CREATE UNLOGGED TABLE public.privacy_standing (
    pid integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    organisation_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    items text[] NOT NULL,
    holders uuid[] NOT NULL,
    everyone uuid[] NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.programs_organisation (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    slug character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.programs_program (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    slug character varying(50) NOT NULL,
    time_zone character varying(64) NOT NULL,
    week_start smallint NOT NULL,
    pack character varying(50) NOT NULL,
    edition character varying(6) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    about text NOT NULL,
    takes_referrals boolean NOT NULL,
    organisation_id uuid NOT NULL,
    site_id uuid NOT NULL,
    CONSTRAINT program_week_start_is_a_day CHECK ((week_start <= 6)),
    CONSTRAINT programs_program_week_start_check CHECK ((week_start >= 0))
);
CREATE TABLE public.programs_programlicence (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(2) NOT NULL,
    kind character varying(120) NOT NULL,
    number character varying(60) NOT NULL,
    valid daterange NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL
);
CREATE TABLE public.programs_room (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(80) NOT NULL,
    capacity smallint NOT NULL,
    organisation_id uuid NOT NULL,
    site_id uuid NOT NULL,
    CONSTRAINT programs_room_capacity_check CHECK ((capacity >= 0))
);
CREATE TABLE public.programs_site (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    line1 character varying(200) NOT NULL,
    city character varying(100) NOT NULL,
    state character varying(2) NOT NULL,
    postal_code character varying(10) NOT NULL,
    phone character varying(30) NOT NULL,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.programs_track (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    population character varying(20) NOT NULL,
    daypart character varying(10) NOT NULL,
    form character varying(10) NOT NULL,
    languages character varying(8)[] NOT NULL,
    weekly_hours smallint NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    CONSTRAINT programs_track_weekly_hours_check CHECK ((weekly_hours >= 0))
);
CREATE TABLE public.schedule_draft (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    week date NOT NULL,
    base_digest character varying(64) NOT NULL,
    base jsonb NOT NULL,
    plan jsonb NOT NULL,
    steps jsonb NOT NULL,
    done smallint NOT NULL,
    version integer NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    touched_by_id uuid,
    CONSTRAINT schedule_draft_done_check CHECK ((done >= 0)),
    CONSTRAINT schedule_draft_version_check CHECK ((version >= 0))
);
CREATE TABLE public.schedule_makeupoffer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    minutes smallint NOT NULL,
    reasons jsonb NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    client_id uuid NOT NULL,
    offered_by_id uuid,
    organisation_id uuid NOT NULL,
    seat_id uuid,
    session_id uuid NOT NULL,
    CONSTRAINT offer_answered_when CHECK ((((answered_at IS NULL) AND ((state)::text = 'offered'::text)) OR ((NOT ((state)::text = 'offered'::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT offer_taken_has_a_seat CHECK ((((seat_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['taken'::character varying, 'given_back'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['taken'::character varying, 'given_back'::character varying])::text[]))) AND (seat_id IS NULL)))),
    CONSTRAINT schedule_makeupoffer_minutes_check CHECK ((minutes >= 0))
);
CREATE TABLE public.schedule_proposal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    week date NOT NULL,
    state character varying(9) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    seed integer NOT NULL,
    effort integer NOT NULL,
    keeps jsonb NOT NULL,
    problem_digest character varying(64) NOT NULL,
    base_digest character varying(64) NOT NULL,
    problem jsonb,
    plan jsonb,
    progress jsonb NOT NULL,
    error text NOT NULL,
    started_at timestamp with time zone,
    beat_at timestamp with time zone,
    ended_at timestamp with time zone,
    asked_by_id uuid,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    CONSTRAINT failed_proposal_says_why CHECK (((((state)::text = 'failed'::text) AND (NOT (error = ''::text))) OR ((NOT ((state)::text = 'failed'::text)) AND (error = ''::text)))),
    CONSTRAINT ready_proposal_has_its_plan CHECK (((NOT ((state)::text = ANY ((ARRAY['ready'::character varying, 'used'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND (plan IS NOT NULL) AND (problem IS NOT NULL)))),
    CONSTRAINT schedule_proposal_effort_check CHECK ((effort >= 0)),
    CONSTRAINT schedule_proposal_seed_check CHECK ((seed >= 0))
);
CREATE TABLE public.schedule_publication (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    week date NOT NULL,
    base_digest character varying(64) NOT NULL,
    plan_digest character varying(64) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    done jsonb NOT NULL,
    affected jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    proposal_id uuid,
    published_by_id uuid,
    undone_by_id uuid
);
CREATE TABLE public.sealed_key (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(5) NOT NULL,
    owner uuid,
    version integer NOT NULL,
    under integer NOT NULL,
    wrapped bytea NOT NULL,
    shredded_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    CONSTRAINT sealed_key_shredded_is_gone CHECK (((shredded_at IS NULL) OR (wrapped = '\x'::bytea))),
    CONSTRAINT sealed_key_under_check CHECK ((under >= 0)),
    CONSTRAINT sealed_key_version_check CHECK ((version >= 0))
);
CREATE TABLE public.sealed_rotation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    to_version integer NOT NULL,
    total integer NOT NULL,
    finished_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    CONSTRAINT sealed_rotation_to_version_check CHECK ((to_version >= 0)),
    CONSTRAINT sealed_rotation_total_check CHECK ((total >= 0))
);
CREATE TABLE public.sharing_letter (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    purpose character varying(8) NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    shows_hours boolean NOT NULL,
    language character varying(8) NOT NULL,
    state character varying(9) NOT NULL,
    days smallint NOT NULL,
    minutes integer NOT NULL,
    content text NOT NULL,
    code_hash character varying(64) NOT NULL,
    allowed_at timestamp with time zone,
    allowed_how character varying(8) NOT NULL,
    signed_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_why character varying(200) NOT NULL,
    client_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    signed_by_id uuid,
    written_by_id uuid NOT NULL,
    CONSTRAINT letter_allowed_by_client CHECK (((NOT ((state)::text = ANY ((ARRAY['allowed'::character varying, 'issued'::character varying])::text[]))) OR (allowed_at IS NOT NULL))),
    CONSTRAINT letter_ends_after_it_begins CHECK ((until >= since)),
    CONSTRAINT letter_signed_by_whom_when CHECK ((((signed_at IS NULL) AND (signed_by_id IS NULL) AND (NOT ((state)::text = 'issued'::text))) OR ((signed_at IS NOT NULL) AND (signed_by_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['issued'::character varying, 'withdrawn'::character varying])::text[]))))),
    CONSTRAINT sharing_letter_days_check CHECK ((days >= 0)),
    CONSTRAINT sharing_letter_minutes_check CHECK ((minutes >= 0))
);
CREATE TABLE public.sharing_sharedpage (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    token_hash character varying(64) NOT NULL,
    sent_to character varying(254) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    code_hash character varying(64) NOT NULL,
    code_until timestamp with time zone,
    code_sent_at timestamp with time zone,
    tries smallint NOT NULL,
    consent_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    sent_by_id uuid,
    CONSTRAINT sharing_sharedpage_tries_check CHECK ((tries >= 0))
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.virtual_admission (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seat character varying(20) NOT NULL,
    alias character varying(24) NOT NULL,
    state character varying(8) NOT NULL,
    "where" character varying(2) NOT NULL,
    is_covered boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    admitted_at timestamp with time zone,
    ended_at timestamp with time zone,
    signed_in character varying(64) NOT NULL,
    admitted_by_id uuid,
    client_id uuid,
    organisation_id uuid NOT NULL,
    staff_id uuid,
    room_id uuid NOT NULL,
    breakout smallint DEFAULT 0 NOT NULL,
    is_wall boolean DEFAULT false NOT NULL,
    guest_id uuid,
    CONSTRAINT admission_few_breakouts CHECK ((breakout <= 6)),
    CONSTRAINT admission_of_one CHECK ((((client_id IS NULL) AND (guest_id IS NULL) AND (staff_id IS NOT NULL)) OR ((client_id IS NOT NULL) AND (guest_id IS NULL) AND (staff_id IS NULL)) OR ((client_id IS NULL) AND (guest_id IS NOT NULL) AND (staff_id IS NULL)))),
    CONSTRAINT admission_wall_by_staff CHECK (((NOT is_wall) OR (staff_id IS NOT NULL))),
    CONSTRAINT admitted_when CHECK (((NOT ((state)::text = 'admitted'::text)) OR (admitted_at IS NOT NULL))),
    CONSTRAINT virtual_admission_breakout_check CHECK ((breakout >= 0))
);
CREATE TABLE public.virtual_agreement (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version smallint NOT NULL,
    words text NOT NULL,
    language character varying(8) NOT NULL,
    agreed_at timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    group_id uuid,
    organisation_id uuid NOT NULL,
    CONSTRAINT virtual_agreement_version_check CHECK ((version >= 0))
);
CREATE TABLE public.virtual_alias (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(24) NOT NULL,
    spelling character varying(24) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    group_id uuid,
    organisation_id uuid NOT NULL
);
CREATE TABLE public.virtual_attestation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(2) NOT NULL,
    at_home boolean NOT NULL,
    place bytea NOT NULL,
    nearby bytea NOT NULL,
    phone bytea NOT NULL,
    contact bytea NOT NULL,
    is_private boolean NOT NULL,
    way character varying(5) NOT NULL,
    is_covered boolean NOT NULL,
    said_at timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL
);
CREATE TABLE public.virtual_evidence (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    began_by character varying(12) NOT NULL,
    ended_by character varying(12) NOT NULL,
    first_sign timestamp with time zone NOT NULL,
    last_sign timestamp with time zone NOT NULL,
    signs integer NOT NULL,
    bytes_in bigint NOT NULL,
    admission_id uuid NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    presence_id uuid NOT NULL,
    CONSTRAINT virtual_evidence_bytes_in_check CHECK ((bytes_in >= 0)),
    CONSTRAINT virtual_evidence_signs_check CHECK ((signs >= 0))
);
CREATE TABLE public.virtual_guest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(24) NOT NULL,
    token_hash character varying(64) NOT NULL,
    agreed_at timestamp with time zone,
    agreed_words text NOT NULL,
    ended_at timestamp with time zone,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    CONSTRAINT guest_agreed_to_words CHECK ((((agreed_at IS NULL) AND (agreed_words = ''::text)) OR ((agreed_at IS NOT NULL) AND (NOT (agreed_words = ''::text)))))
);
CREATE TABLE public.virtual_helpcall (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(6) NOT NULL,
    called_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    called_by_id uuid,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    seen_by_id uuid,
    session_id uuid NOT NULL,
    CONSTRAINT help_seen_by_somebody CHECK ((((seen_at IS NULL) AND (seen_by_id IS NULL)) OR ((seen_at IS NOT NULL) AND (seen_by_id IS NOT NULL))))
);
CREATE TABLE public.virtual_videopolicy (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    chat character varying(6) NOT NULL,
    cameras character varying(6) NOT NULL,
    captions boolean NOT NULL,
    unsealed boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL
);
CREATE TABLE public.virtual_videoroom (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    epoch integer NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    is_locked boolean NOT NULL,
    closed_by_id uuid,
    opened_by_id uuid,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    back_at timestamp with time zone,
    breakouts smallint DEFAULT 0 NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT video_room_few_breakouts CHECK ((breakouts <= 6)),
    CONSTRAINT video_room_opened_by_somebody CHECK ((((closed_at IS NULL) AND (opened_at IS NULL) AND (opened_by_id IS NULL)) OR ((opened_at IS NOT NULL) AND (opened_by_id IS NOT NULL)))),
    CONSTRAINT video_room_sent_somewhere CHECK (((sent_at IS NULL) OR (breakouts > 0))),
    CONSTRAINT virtual_videoroom_breakouts_check CHECK ((breakouts >= 0)),
    CONSTRAINT virtual_videoroom_epoch_check CHECK ((epoch >= 0))
);
CREATE TABLE public.virtual_written (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    "to" character varying(7) NOT NULL,
    words bytea NOT NULL,
    written_at timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    session_id uuid NOT NULL
);
CREATE TABLE public.worklist_workitem (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind character varying(60) NOT NULL,
    title character varying(200) NOT NULL,
    detail text NOT NULL,
    role character varying(20) NOT NULL,
    severity character varying(6) NOT NULL,
    due_at timestamp with time zone,
    link character varying(200) NOT NULL,
    source character varying(120) NOT NULL,
    done_at timestamp with time zone,
    outcome text NOT NULL,
    assigned_to_id uuid,
    client_id uuid,
    done_by_id uuid,
    organisation_id uuid NOT NULL,
    program_id uuid NOT NULL,
    CONSTRAINT work_has_an_owner CHECK (((assigned_to_id IS NOT NULL) OR (NOT ((role)::text = ''::text)))),
    CONSTRAINT work_outcome_when_done CHECK ((((done_at IS NULL) AND (outcome = ''::text)) OR (done_at IS NOT NULL)))
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT admission_once_client UNIQUE (room_id, client_id);
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT admission_seat_once UNIQUE (room_id, seat);
ALTER TABLE ONLY public.aftercare_alumni
    ADD CONSTRAINT aftercare_alumni_client_id_key UNIQUE (client_id);
ALTER TABLE ONLY public.aftercare_alumni
    ADD CONSTRAINT aftercare_alumni_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.aftercare_continuingcare
    ADD CONSTRAINT aftercare_continuingcare_episode_id_key UNIQUE (episode_id);
ALTER TABLE ONLY public.aftercare_continuingcare
    ADD CONSTRAINT aftercare_continuingcare_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.aftercare_dischargesummary
    ADD CONSTRAINT aftercare_dischargesummary_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.aftercare_followup
    ADD CONSTRAINT aftercare_followup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_agreement
    ADD CONSTRAINT agreed_once_per_wording UNIQUE NULLS NOT DISTINCT (client_id, group_id, version);
ALTER TABLE ONLY public.measures_safetyalert
    ADD CONSTRAINT alert_once_per_item UNIQUE (response_id, item);
ALTER TABLE ONLY public.virtual_alias
    ADD CONSTRAINT alias_once_in_a_group UNIQUE (group_id, spelling);
ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (organisation_id);
ALTER TABLE ONLY public.audit_link
    ADD CONSTRAINT audit_link_pkey PRIMARY KEY (organisation_id, number);
ALTER TABLE ONLY public.audit_reading
    ADD CONSTRAINT audit_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_breachperson
    ADD CONSTRAINT breach_person_once UNIQUE (breach_id, client_id);
ALTER TABLE ONLY public.calendar_availability
    ADD CONSTRAINT calendar_availability_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_lead
    ADD CONSTRAINT calendar_lead_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_membership
    ADD CONSTRAINT calendar_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_seat
    ADD CONSTRAINT calendar_seat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_separation
    ADD CONSTRAINT calendar_separation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT calendar_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_terms
    ADD CONSTRAINT calendar_terms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_terms
    ADD CONSTRAINT calendar_terms_staff_id_key UNIQUE (staff_id);
ALTER TABLE ONLY public.calendar_topic
    ADD CONSTRAINT calendar_topic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_workinghours
    ADD CONSTRAINT calendar_workinghours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_seat
    ADD CONSTRAINT client_booked_once EXCLUDE USING gist (client_id WITH =, during WITH &&) WHERE (is_live);
ALTER TABLE ONLY public.calendar_lead
    ADD CONSTRAINT clinician_booked_once EXCLUDE USING gist (staff_id WITH =, during WITH &&) WHERE (is_live);
ALTER TABLE ONLY public.privacy_consentrecipient
    ADD CONSTRAINT consent_recipient_once UNIQUE (consent_id, recipient_id, part);
ALTER TABLE ONLY public.privacy_consentsignature
    ADD CONSTRAINT consent_signed_once_each UNIQUE (consent_id, capacity);
ALTER TABLE ONLY public.intake_dimensionrating
    ADD CONSTRAINT dimension_rated_once UNIQUE (evaluation_id, dimension);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.intake_sourcedocument
    ADD CONSTRAINT document_kept_once UNIQUE (organisation_id, sha256);
ALTER TABLE ONLY public.encounters_addendum
    ADD CONSTRAINT encounters_addendum_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_arrivalnumber
    ADD CONSTRAINT encounters_arrivalnumber_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_cosignature
    ADD CONSTRAINT encounters_cosignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_counselingnote
    ADD CONSTRAINT encounters_counselingnote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_kiosk
    ADD CONSTRAINT encounters_kiosk_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_kiosk
    ADD CONSTRAINT encounters_kiosk_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.encounters_sharednote
    ADD CONSTRAINT encounters_sharednote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.encounters_sharednote
    ADD CONSTRAINT encounters_sharednote_session_id_key UNIQUE (session_id);
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT encounters_tap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.aftercare_followup
    ADD CONSTRAINT follow_up_once_per_day_mark UNIQUE (episode_id, day);
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT group_meets_once_a_week_day UNIQUE (group_id, group_day);
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT group_meets_once_at_a_time UNIQUE (group_id, during);
ALTER TABLE ONLY public.people_clientidentifier
    ADD CONSTRAINT identifier_names_one_client UNIQUE (organisation_id, system, value);
ALTER TABLE ONLY public.intake_coverage
    ADD CONSTRAINT intake_coverage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_diagnosis
    ADD CONSTRAINT intake_diagnosis_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_dimensionrating
    ADD CONSTRAINT intake_dimensionrating_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_importedresource
    ADD CONSTRAINT intake_importedresource_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_matchreview
    ADD CONSTRAINT intake_matchreview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_priorencounter
    ADD CONSTRAINT intake_priorencounter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_referral
    ADD CONSTRAINT intake_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_screening
    ADD CONSTRAINT intake_screening_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_sourcedocument
    ADD CONSTRAINT intake_sourcedocument_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_substanceuse
    ADD CONSTRAINT intake_substanceuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_licence
    ADD CONSTRAINT licence_once_at_a_time EXCLUDE USING gist (staff_id WITH =, state WITH =, kind WITH =, valid WITH &&);
ALTER TABLE ONLY public.measures_response
    ADD CONSTRAINT measures_response_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.measures_response
    ADD CONSTRAINT measures_response_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.measures_safetyalert
    ADD CONSTRAINT measures_safetyalert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.medical_medication
    ADD CONSTRAINT medical_medication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.medical_toxicologytest
    ADD CONSTRAINT medical_toxicologytest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.medical_toxicologytest
    ADD CONSTRAINT medical_toxicologytest_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.outgoing_message
    ADD CONSTRAINT message_sent_once UNIQUE (organisation_id, key);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_alias
    ADD CONSTRAINT one_alias_per_group UNIQUE NULLS NOT DISTINCT (client_id, group_id);
ALTER TABLE ONLY public.encounters_counselingnote
    ADD CONSTRAINT one_counseling_note_each UNIQUE (session_id, client_id, author_id);
ALTER TABLE ONLY public.plan_prescribeddose
    ADD CONSTRAINT one_dose_at_a_time EXCLUDE USING gist (plan_id WITH =, during WITH &&);
ALTER TABLE ONLY public.schedule_draft
    ADD CONSTRAINT one_draft_of_a_week UNIQUE (program_id, week);
ALTER TABLE ONLY public.placement_levelperiod
    ADD CONSTRAINT one_level_at_a_time EXCLUDE USING gist (episode_id WITH =, during WITH &&);
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT one_note_per_client_and_session UNIQUE (session_id, client_id);
ALTER TABLE ONLY public.outgoing_message
    ADD CONSTRAINT outgoing_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_client
    ADD CONSTRAINT people_client_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_client
    ADD CONSTRAINT people_client_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.people_clientidentifier
    ADD CONSTRAINT people_clientidentifier_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_contact
    ADD CONSTRAINT people_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_knock
    ADD CONSTRAINT people_knock_pkey PRIMARY KEY (door);
ALTER TABLE ONLY public.people_licence
    ADD CONSTRAINT people_licence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_session
    ADD CONSTRAINT people_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.people_staff
    ADD CONSTRAINT people_staff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_staff_programs
    ADD CONSTRAINT people_staff_programs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_staff_programs
    ADD CONSTRAINT people_staff_programs_staff_id_program_id_c033da89_uniq UNIQUE (staff_id, program_id);
ALTER TABLE ONLY public.people_staff
    ADD CONSTRAINT people_staff_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.people_user
    ADD CONSTRAINT people_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.placement_decision
    ADD CONSTRAINT placement_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_decision_id_key UNIQUE (decision_id);
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_episode_id_key UNIQUE (episode_id);
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.placement_levelperiod
    ADD CONSTRAINT placement_levelperiod_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_goal
    ADD CONSTRAINT plan_goal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_intervention
    ADD CONSTRAINT plan_intervention_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_objective
    ADD CONSTRAINT plan_objective_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_plan
    ADD CONSTRAINT plan_plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_prescribeddose
    ADD CONSTRAINT plan_prescribeddose_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_problem
    ADD CONSTRAINT plan_problem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_review
    ADD CONSTRAINT plan_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signed_once_by_each UNIQUE (plan_id, kind);
ALTER TABLE ONLY public.plan_plan
    ADD CONSTRAINT plan_version_once UNIQUE (episode_id, version);
ALTER TABLE ONLY public.portal_signinlink
    ADD CONSTRAINT portal_signinlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.portal_signinlink
    ADD CONSTRAINT portal_signinlink_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.privacy_accountingrequest
    ADD CONSTRAINT privacy_accountingrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_breach
    ADD CONSTRAINT privacy_breach_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_breachperson
    ADD CONSTRAINT privacy_breachperson_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_consent
    ADD CONSTRAINT privacy_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_consentrecipient
    ADD CONSTRAINT privacy_consentrecipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_consentsignature
    ADD CONSTRAINT privacy_consentsignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_courtorder
    ADD CONSTRAINT privacy_courtorder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_expiryreached
    ADD CONSTRAINT privacy_expiryreached_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.privacy_expiryreached
    ADD CONSTRAINT privacy_expiryreached_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_glass
    ADD CONSTRAINT privacy_glass_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_glassclosing
    ADD CONSTRAINT privacy_glassclosing_glass_id_key UNIQUE (glass_id);
ALTER TABLE ONLY public.privacy_glassclosing
    ADD CONSTRAINT privacy_glassclosing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_glassreview
    ADD CONSTRAINT privacy_glassreview_glass_id_key UNIQUE (glass_id);
ALTER TABLE ONLY public.privacy_glassreview
    ADD CONSTRAINT privacy_glassreview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_key
    ADD CONSTRAINT privacy_key_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.privacy_notice
    ADD CONSTRAINT privacy_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_noticegiven
    ADD CONSTRAINT privacy_noticegiven_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_qsoa
    ADD CONSTRAINT privacy_qsoa_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_reach
    ADD CONSTRAINT privacy_reach_pkey PRIMARY KEY (client_id, holder_id, source_id, basis);
ALTER TABLE ONLY public.privacy_recipient
    ADD CONSTRAINT privacy_recipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_revocability
    ADD CONSTRAINT privacy_revocability_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.privacy_revocability
    ADD CONSTRAINT privacy_revocability_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_revocation
    ADD CONSTRAINT privacy_revocation_consent_id_key UNIQUE (consent_id);
ALTER TABLE ONLY public.privacy_revocation
    ADD CONSTRAINT privacy_revocation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_revocationnotice
    ADD CONSTRAINT privacy_revocationnotice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_standing
    ADD CONSTRAINT privacy_standing_pkey PRIMARY KEY (pid);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.programs_program
    ADD CONSTRAINT program_slug_once UNIQUE (organisation_id, slug);
ALTER TABLE ONLY public.programs_organisation
    ADD CONSTRAINT programs_organisation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.programs_organisation
    ADD CONSTRAINT programs_organisation_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.programs_program
    ADD CONSTRAINT programs_program_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.programs_programlicence
    ADD CONSTRAINT programs_programlicence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.programs_room
    ADD CONSTRAINT programs_room_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.programs_site
    ADD CONSTRAINT programs_site_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.programs_track
    ADD CONSTRAINT programs_track_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_reading
    ADD CONSTRAINT reading_once_an_hour UNIQUE (client_id, hour, actor_id, door);
ALTER TABLE ONLY public.intake_importedresource
    ADD CONSTRAINT resource_imported_once UNIQUE (organisation_id, source_key);
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT room_booked_once EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (((NOT ((state)::text = 'cancelled'::text)) AND (room_id IS NOT NULL)));
ALTER TABLE ONLY public.programs_room
    ADD CONSTRAINT room_name_once_per_site UNIQUE (site_id, name);
ALTER TABLE ONLY public.schedule_draft
    ADD CONSTRAINT schedule_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_seat_id_key UNIQUE (seat_id);
ALTER TABLE ONLY public.schedule_proposal
    ADD CONSTRAINT schedule_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schedule_publication
    ADD CONSTRAINT schedule_publication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sealed_key
    ADD CONSTRAINT sealed_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sealed_key
    ADD CONSTRAINT sealed_key_version_once UNIQUE NULLS NOT DISTINCT (organisation_id, kind, owner, version);
ALTER TABLE ONLY public.sealed_rotation
    ADD CONSTRAINT sealed_rotation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT session_id_and_time UNIQUE (id, during);
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_code_hash_key UNIQUE (code_hash);
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_sharedpage
    ADD CONSTRAINT sharing_sharedpage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_sharedpage
    ADD CONSTRAINT sharing_sharedpage_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_substanceuse
    ADD CONSTRAINT substance_and_route_once UNIQUE (evaluation_id, substance, route);
ALTER TABLE ONLY public.intake_substanceuse
    ADD CONSTRAINT substance_rank_once UNIQUE (evaluation_id, rank);
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT tap_numbered_once UNIQUE (session_id, number);
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT tap_sent_once UNIQUE (organisation_id, key);
ALTER TABLE ONLY public.calendar_topic
    ADD CONSTRAINT topic_once_per_module UNIQUE (program_id, module, title);
ALTER TABLE ONLY public.programs_track
    ADD CONSTRAINT track_name_once_per_program UNIQUE (program_id, name);
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_guest_id_key UNIQUE (guest_id);
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_agreement
    ADD CONSTRAINT virtual_agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_alias
    ADD CONSTRAINT virtual_alias_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_attestation
    ADD CONSTRAINT virtual_attestation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_evidence
    ADD CONSTRAINT virtual_evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_evidence
    ADD CONSTRAINT virtual_evidence_presence_id_key UNIQUE (presence_id);
ALTER TABLE ONLY public.virtual_guest
    ADD CONSTRAINT virtual_guest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_guest
    ADD CONSTRAINT virtual_guest_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.virtual_helpcall
    ADD CONSTRAINT virtual_helpcall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_videopolicy
    ADD CONSTRAINT virtual_videopolicy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_videopolicy
    ADD CONSTRAINT virtual_videopolicy_program_id_key UNIQUE (program_id);
ALTER TABLE ONLY public.virtual_videoroom
    ADD CONSTRAINT virtual_videoroom_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.virtual_videoroom
    ADD CONSTRAINT virtual_videoroom_session_id_key UNIQUE (session_id);
ALTER TABLE ONLY public.virtual_written
    ADD CONSTRAINT virtual_written_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.worklist_workitem
    ADD CONSTRAINT worklist_workitem_pkey PRIMARY KEY (id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounting_open ON public.privacy_accountingrequest USING btree (organisation_id, due_on) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX admission_once_staff ON public.virtual_admission USING btree (room_id, staff_id) WHERE (NOT is_wall);
CREATE UNIQUE INDEX admission_one_wall ON public.virtual_admission USING btree (room_id) WHERE is_wall;
CREATE INDEX aftercare_alumni_organisation_id_e036d388 ON public.aftercare_alumni USING btree (organisation_id);
CREATE INDEX aftercare_continuingcare_organisation_id_ea025a8a ON public.aftercare_continuingcare USING btree (organisation_id);
CREATE INDEX aftercare_continuingcare_written_by_id_bae630e3 ON public.aftercare_continuingcare USING btree (written_by_id);
CREATE INDEX aftercare_dischargesummary_discharge_id_cb803ef9 ON public.aftercare_dischargesummary USING btree (discharge_id);
CREATE INDEX aftercare_dischargesummary_organisation_id_a3ec2552 ON public.aftercare_dischargesummary USING btree (organisation_id);
CREATE INDEX aftercare_dischargesummary_written_by_id_cb2bab73 ON public.aftercare_dischargesummary USING btree (written_by_id);
CREATE INDEX aftercare_followup_done_by_id_747f713c ON public.aftercare_followup USING btree (done_by_id);
CREATE INDEX aftercare_followup_episode_id_c1185a47 ON public.aftercare_followup USING btree (episode_id);
CREATE INDEX aftercare_followup_organisation_id_8c843c46 ON public.aftercare_followup USING btree (organisation_id);
CREATE UNIQUE INDEX arrival_number_of_one ON public.encounters_arrivalnumber USING btree (organisation_id, fingerprint) WHERE (ended_at IS NULL);
CREATE INDEX attestation_latest ON public.virtual_attestation USING btree (session_id, client_id, said_at DESC);
CREATE INDEX audit_by_actor ON public.audit_event USING btree (actor_id, at DESC);
CREATE INDEX audit_by_client ON public.audit_event USING btree (client_id, at DESC);
CREATE INDEX audit_by_seal ON public.audit_event USING btree (organisation_id, sealed_kind, sealed_id) WHERE (NOT ((sealed_kind)::text = ''::text));
CREATE INDEX audit_by_time ON public.audit_event USING btree (organisation_id, at DESC);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX calendar_availability_client_id_98ccd360 ON public.calendar_availability USING btree (client_id);
CREATE INDEX calendar_availability_organisation_id_44d02792 ON public.calendar_availability USING btree (organisation_id);
CREATE INDEX calendar_availability_site_id_ab888fc2 ON public.calendar_availability USING btree (site_id);
CREATE INDEX calendar_feed_client_id_16d13939 ON public.calendar_feed USING btree (client_id);
CREATE INDEX calendar_feed_organisation_id_f95a3936 ON public.calendar_feed USING btree (organisation_id);
CREATE INDEX calendar_feed_staff_id_ffb6f6d3 ON public.calendar_feed USING btree (staff_id);
CREATE INDEX calendar_feed_token_hash_7f76af66_like ON public.calendar_feed USING btree (token_hash varchar_pattern_ops);
CREATE INDEX calendar_group_co_facilitator_id_a2546033 ON public.calendar_group USING btree (co_facilitator_id);
CREATE INDEX calendar_group_facilitator_id_ad8ca8b3 ON public.calendar_group USING btree (facilitator_id);
CREATE INDEX calendar_group_organisation_id_00f6a7ed ON public.calendar_group USING btree (organisation_id);
CREATE INDEX calendar_group_program_id_edf011ac ON public.calendar_group USING btree (program_id);
CREATE INDEX calendar_group_room_id_2e3e9aa7 ON public.calendar_group USING btree (room_id);
CREATE INDEX calendar_group_track_id_2ca11cfd ON public.calendar_group USING btree (track_id);
CREATE INDEX calendar_lead_session_id_6c4a5412 ON public.calendar_lead USING btree (session_id);
CREATE INDEX calendar_lead_staff_id_d2841b01 ON public.calendar_lead USING btree (staff_id);
CREATE INDEX calendar_membership_client_id_9565617c ON public.calendar_membership USING btree (client_id);
CREATE INDEX calendar_membership_group_id_5cbfc8eb ON public.calendar_membership USING btree (group_id);
CREATE INDEX calendar_membership_organisation_id_69544129 ON public.calendar_membership USING btree (organisation_id);
CREATE INDEX calendar_seat_session_id_43e5a713 ON public.calendar_seat USING btree (session_id);
CREATE INDEX calendar_separation_one_id_57e4483c ON public.calendar_separation USING btree (one_id);
CREATE INDEX calendar_separation_organisation_id_3bb9b08f ON public.calendar_separation USING btree (organisation_id);
CREATE INDEX calendar_separation_other_id_a66322a5 ON public.calendar_separation USING btree (other_id);
CREATE INDEX calendar_separation_written_by_id_402d24f3 ON public.calendar_separation USING btree (written_by_id);
CREATE INDEX calendar_session_program_id_acd846ff ON public.calendar_session USING btree (program_id);
CREATE INDEX calendar_session_room_id_d72e9953 ON public.calendar_session USING btree (room_id);
CREATE INDEX calendar_session_topic_id_5a6b490f ON public.calendar_session USING btree (topic_id);
CREATE INDEX calendar_terms_organisation_id_868cd449 ON public.calendar_terms USING btree (organisation_id);
CREATE INDEX calendar_topic_organisation_id_3b4044c2 ON public.calendar_topic USING btree (organisation_id);
CREATE INDEX calendar_topic_program_id_c2516e08 ON public.calendar_topic USING btree (program_id);
CREATE INDEX calendar_workinghours_organisation_id_9962f1e7 ON public.calendar_workinghours USING btree (organisation_id);
CREATE INDEX calendar_workinghours_site_id_4503c50b ON public.calendar_workinghours USING btree (site_id);
CREATE INDEX calendar_workinghours_staff_id_0a858f4b ON public.calendar_workinghours USING btree (staff_id);
CREATE INDEX client_by_birth_date ON public.people_client USING btree (organisation_id, birth_date);
CREATE INDEX client_search ON public.people_client USING gin (search public.gin_trgm_ops);
CREATE INDEX consent_by_client ON public.privacy_consent USING btree (client_id, created_at DESC);
CREATE INDEX consent_by_expiry ON public.privacy_consent USING btree (organisation_id, expires_on) WHERE ((state)::text = 'signed'::text);
CREATE INDEX diagnosis_by_client ON public.intake_diagnosis USING btree (client_id, status);
CREATE INDEX disclosure_by_client ON public.privacy_disclosure USING btree (client_id, at DESC);
CREATE INDEX disclosure_by_consent ON public.privacy_disclosure USING btree (consent_id, at DESC);
CREATE INDEX disclosure_by_time ON public.privacy_disclosure USING btree (organisation_id, at DESC);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX encounters_addendum_note_id_9130a9e4 ON public.encounters_addendum USING btree (note_id);
CREATE INDEX encounters_addendum_organisation_id_a1a091df ON public.encounters_addendum USING btree (organisation_id);
CREATE INDEX encounters_addendum_written_by_id_b7ad5e06 ON public.encounters_addendum USING btree (written_by_id);
CREATE INDEX encounters_arrivalnumber_client_id_12f0b037 ON public.encounters_arrivalnumber USING btree (client_id);
CREATE INDEX encounters_arrivalnumber_organisation_id_073be82a ON public.encounters_arrivalnumber USING btree (organisation_id);
CREATE INDEX encounters_arrivalnumber_program_id_9263b5b0 ON public.encounters_arrivalnumber USING btree (program_id);
CREATE INDEX encounters_cosignature_by_id_a8519dec ON public.encounters_cosignature USING btree (by_id);
CREATE INDEX encounters_cosignature_note_id_6bbb6e10 ON public.encounters_cosignature USING btree (note_id);
CREATE INDEX encounters_cosignature_organisation_id_01027f68 ON public.encounters_cosignature USING btree (organisation_id);
CREATE INDEX encounters_counselingnote_author_id_84102c76 ON public.encounters_counselingnote USING btree (author_id);
CREATE INDEX encounters_counselingnote_client_id_2e123cd3 ON public.encounters_counselingnote USING btree (client_id);
CREATE INDEX encounters_counselingnote_organisation_id_a2de9e57 ON public.encounters_counselingnote USING btree (organisation_id);
CREATE INDEX encounters_counselingnote_session_id_d4ffa0fa ON public.encounters_counselingnote USING btree (session_id);
CREATE INDEX encounters_kiosk_ended_by_id_8771593f ON public.encounters_kiosk USING btree (ended_by_id);
CREATE INDEX encounters_kiosk_organisation_id_66d22c77 ON public.encounters_kiosk USING btree (organisation_id);
CREATE INDEX encounters_kiosk_paired_by_id_b7db0208 ON public.encounters_kiosk USING btree (paired_by_id);
CREATE INDEX encounters_kiosk_program_id_b97d48b1 ON public.encounters_kiosk USING btree (program_id);
CREATE INDEX encounters_kiosk_token_hash_01ce11c8_like ON public.encounters_kiosk USING btree (token_hash varchar_pattern_ops);
CREATE INDEX encounters_note_cosigner_id_664ead1f ON public.encounters_note USING btree (cosigner_id);
CREATE INDEX encounters_note_objective_id_35846117 ON public.encounters_note USING btree (objective_id);
CREATE INDEX encounters_note_signed_by_id_a9da9a16 ON public.encounters_note USING btree (signed_by_id);
CREATE INDEX encounters_note_written_by_id_1fe60c2e ON public.encounters_note USING btree (written_by_id);
CREATE INDEX encounters_presence_recorded_by_id_8d339393 ON public.encounters_presence USING btree (recorded_by_id);
CREATE INDEX encounters_sharednote_organisation_id_48b4f996 ON public.encounters_sharednote USING btree (organisation_id);
CREATE INDEX encounters_sharednote_written_by_id_0fff2ea5 ON public.encounters_sharednote USING btree (written_by_id);
CREATE INDEX encounters_tap_client_id_4367fed6 ON public.encounters_tap USING btree (client_id);
CREATE INDEX encounters_tap_organisation_id_eac8df0c ON public.encounters_tap USING btree (organisation_id);
CREATE INDEX encounters_tap_session_id_567a5acf ON public.encounters_tap USING btree (session_id);
CREATE INDEX encounters_tap_tapped_by_id_fa571eb9 ON public.encounters_tap USING btree (tapped_by_id);
CREATE INDEX episode_caseload ON public.placement_episode USING btree (therapist_id) WHERE (closed_on IS NULL);
CREATE INDEX episode_open ON public.placement_episode USING btree (program_id) WHERE (closed_on IS NULL);
CREATE INDEX glass_by_staff ON public.privacy_glass USING btree (staff_id, until);
CREATE INDEX glass_by_time ON public.privacy_glass USING btree (organisation_id, at DESC);
CREATE INDEX guest_of_session ON public.virtual_guest USING btree (session_id, client_id);
CREATE UNIQUE INDEX help_called_once ON public.virtual_helpcall USING btree (session_id, client_id, kind) WHERE (seen_at IS NULL);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX intake_coverage_client_id_88b05972 ON public.intake_coverage USING btree (client_id);
CREATE INDEX intake_coverage_organisation_id_5ac69268 ON public.intake_coverage USING btree (organisation_id);
CREATE INDEX intake_diagnosis_client_id_a0aa2ae8 ON public.intake_diagnosis USING btree (client_id);
CREATE INDEX intake_diagnosis_evaluation_id_49cdfd10 ON public.intake_diagnosis USING btree (evaluation_id);
CREATE INDEX intake_diagnosis_organisation_id_cb53ae57 ON public.intake_diagnosis USING btree (organisation_id);
CREATE INDEX intake_diagnosis_recorded_by_id_3649c913 ON public.intake_diagnosis USING btree (recorded_by_id);
CREATE INDEX intake_dimensionrating_evaluation_id_6da05a9e ON public.intake_dimensionrating USING btree (evaluation_id);
CREATE INDEX intake_dimensionrating_organisation_id_16491a5b ON public.intake_dimensionrating USING btree (organisation_id);
CREATE INDEX intake_evaluation_client_id_61f98d22 ON public.intake_evaluation USING btree (client_id);
CREATE INDEX intake_evaluation_organisation_id_47c68377 ON public.intake_evaluation USING btree (organisation_id);
CREATE INDEX intake_evaluation_program_id_3a270419 ON public.intake_evaluation USING btree (program_id);
CREATE INDEX intake_evaluation_referral_id_df7f1ec9 ON public.intake_evaluation USING btree (referral_id);
CREATE INDEX intake_evaluation_signed_by_id_5bd55b64 ON public.intake_evaluation USING btree (signed_by_id);
CREATE INDEX intake_evaluation_started_by_id_ff502c1a ON public.intake_evaluation USING btree (started_by_id);
CREATE INDEX intake_importedresource_client_id_2dc30f67 ON public.intake_importedresource USING btree (client_id);
CREATE INDEX intake_importedresource_document_id_cf40f81c ON public.intake_importedresource USING btree (document_id);
CREATE INDEX intake_importedresource_organisation_id_a985c465 ON public.intake_importedresource USING btree (organisation_id);
CREATE INDEX intake_matchreview_client_id_8a4bcf38 ON public.intake_matchreview USING btree (client_id);
CREATE INDEX intake_matchreview_decided_by_id_c60f55c3 ON public.intake_matchreview USING btree (decided_by_id);
CREATE INDEX intake_matchreview_document_id_655e1aa9 ON public.intake_matchreview USING btree (document_id);
CREATE INDEX intake_matchreview_organisation_id_2ea3eea1 ON public.intake_matchreview USING btree (organisation_id);
CREATE INDEX intake_matchreview_program_id_91926f7c ON public.intake_matchreview USING btree (program_id);
CREATE INDEX intake_priorencounter_client_id_f17c10ce ON public.intake_priorencounter USING btree (client_id);
CREATE INDEX intake_priorencounter_organisation_id_48820616 ON public.intake_priorencounter USING btree (organisation_id);
CREATE INDEX intake_referral_client_id_8ecea71d ON public.intake_referral USING btree (client_id);
CREATE INDEX intake_referral_document_id_78ff79db ON public.intake_referral USING btree (document_id);
CREATE INDEX intake_referral_organisation_id_2cff2605 ON public.intake_referral USING btree (organisation_id);
CREATE INDEX intake_referral_program_id_c97c6438 ON public.intake_referral USING btree (program_id);
CREATE INDEX intake_screening_organisation_id_8e6f45f6 ON public.intake_screening USING btree (organisation_id);
CREATE INDEX intake_screening_referral_id_1744a4b8 ON public.intake_screening USING btree (referral_id);
CREATE INDEX intake_screening_screened_by_id_2331af42 ON public.intake_screening USING btree (screened_by_id);
CREATE INDEX intake_sourcedocument_organisation_id_a7bf0b38 ON public.intake_sourcedocument USING btree (organisation_id);
CREATE INDEX intake_substanceuse_evaluation_id_2e1c7798 ON public.intake_substanceuse USING btree (evaluation_id);
CREATE INDEX intake_substanceuse_organisation_id_22563641 ON public.intake_substanceuse USING btree (organisation_id);
CREATE INDEX knock_by_age ON public.people_knock USING btree (last_at);
CREATE INDEX letter_by_client ON public.sharing_letter USING btree (client_id, created_at DESC);
CREATE INDEX link_by_client ON public.portal_signinlink USING btree (client_id, created_at DESC);
CREATE INDEX measures_response_instrument_55ad892b ON public.measures_response USING btree (instrument);
CREATE INDEX measures_response_instrument_55ad892b_like ON public.measures_response USING btree (instrument varchar_pattern_ops);
CREATE INDEX measures_response_recorded_by_id_d1261252 ON public.measures_response USING btree (recorded_by_id);
CREATE INDEX measures_safetyalert_answered_by_id_6b31a9ff ON public.measures_safetyalert USING btree (answered_by_id);
CREATE INDEX measures_safetyalert_client_id_fd5af855 ON public.measures_safetyalert USING btree (client_id);
CREATE INDEX measures_safetyalert_organisation_id_a2622f33 ON public.measures_safetyalert USING btree (organisation_id);
CREATE INDEX measures_safetyalert_response_id_9695398b ON public.measures_safetyalert USING btree (response_id);
CREATE INDEX medical_medication_client_id_e9e06d86 ON public.medical_medication USING btree (client_id);
CREATE INDEX medical_medication_organisation_id_2fdff91f ON public.medical_medication USING btree (organisation_id);
CREATE INDEX medical_medication_recorded_by_id_a5958202 ON public.medical_medication USING btree (recorded_by_id);
CREATE INDEX medical_toxicologytest_client_id_c8546fc3 ON public.medical_toxicologytest USING btree (client_id);
CREATE INDEX medical_toxicologytest_organisation_id_28997cad ON public.medical_toxicologytest USING btree (organisation_id);
CREATE INDEX medical_toxicologytest_recorded_by_id_147116f6 ON public.medical_toxicologytest USING btree (recorded_by_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX note_by_client ON public.encounters_note USING btree (client_id, due_at DESC);
CREATE UNIQUE INDEX note_cosigned_once ON public.encounters_cosignature USING btree (note_id) WHERE ((verdict)::text = 'signed'::text);
CREATE INDEX note_signed ON public.encounters_note USING btree (signed_by_id, signed_at DESC) WHERE (signed_at IS NOT NULL);
CREATE INDEX note_signed_lately ON public.encounters_note USING btree (organisation_id, signed_at DESC) WHERE (signed_at IS NOT NULL);
CREATE INDEX note_to_cosign ON public.encounters_note USING btree (cosigner_id) WHERE (cosigner_id IS NOT NULL);
CREATE INDEX note_unsigned ON public.encounters_note USING btree (written_by_id, due_at) WHERE (signed_at IS NULL);
CREATE INDEX notice_by_client ON public.privacy_noticegiven USING btree (client_id, at DESC);
CREATE UNIQUE INDEX notice_one_a_day ON public.privacy_notice USING btree (program_id, effective_on) WHERE (published_at IS NOT NULL);
CREATE UNIQUE INDEX notice_one_draft_at_a_time ON public.privacy_notice USING btree (program_id) WHERE (published_at IS NULL);
CREATE INDEX offer_by_client ON public.schedule_makeupoffer USING btree (client_id, offered_at DESC);
CREATE UNIQUE INDEX one_active_plan ON public.plan_plan USING btree (episode_id) WHERE ((state)::text = 'active'::text);
CREATE UNIQUE INDEX one_draft_plan ON public.plan_plan USING btree (episode_id) WHERE ((state)::text = 'draft'::text);
CREATE UNIQUE INDEX one_feed_of_a_client ON public.calendar_feed USING btree (client_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_feed_of_staff ON public.calendar_feed USING btree (staff_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_lead_per_part ON public.calendar_lead USING btree (session_id, part) WHERE is_live;
CREATE UNIQUE INDEX one_number_to_remember ON public.encounters_arrivalnumber USING btree (client_id, program_id) WHERE ((ended_at IS NULL) AND (expires_at IS NULL));
CREATE UNIQUE INDEX one_open_episode_per_program ON public.placement_episode USING btree (client_id, program_id) WHERE (closed_on IS NULL);
CREATE UNIQUE INDEX one_open_evaluation ON public.intake_evaluation USING btree (client_id, program_id) WHERE (signed_at IS NULL);
CREATE UNIQUE INDEX one_open_referral_per_program ON public.intake_referral USING btree (program_id, client_id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'screened'::character varying, 'evaluated'::character varying])::text[]));
CREATE UNIQUE INDEX one_proposal_at_a_time ON public.schedule_proposal USING btree (program_id) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'working'::character varying])::text[]));
CREATE UNIQUE INDEX one_standing_seat_per_group ON public.calendar_membership USING btree (group_id, client_id) WHERE (last_day IS NULL);
CREATE INDEX order_by_client ON public.privacy_courtorder USING btree (client_id);
CREATE INDEX outgoing_message_organisation_id_49fca11e ON public.outgoing_message USING btree (organisation_id);
CREATE INDEX outgoing_message_to_client_id_163536e6 ON public.outgoing_message USING btree (to_client_id);
CREATE INDEX outgoing_message_to_staff_id_e8ebea19 ON public.outgoing_message USING btree (to_staff_id);
CREATE INDEX people_client_organisation_id_45ca79ab ON public.people_client USING btree (organisation_id);
CREATE INDEX people_clientidentifier_client_id_198bcf6f ON public.people_clientidentifier USING btree (client_id);
CREATE INDEX people_clientidentifier_organisation_id_373c6b90 ON public.people_clientidentifier USING btree (organisation_id);
CREATE INDEX people_contact_client_id_bb9a3804 ON public.people_contact USING btree (client_id);
CREATE INDEX people_contact_organisation_id_520b22fc ON public.people_contact USING btree (organisation_id);
CREATE INDEX people_knock_door_8dbad8d5_like ON public.people_knock USING btree (door varchar_pattern_ops);
CREATE INDEX people_licence_organisation_id_1292eb94 ON public.people_licence USING btree (organisation_id);
CREATE INDEX people_licence_staff_id_4c30cebc ON public.people_licence USING btree (staff_id);
CREATE INDEX people_session_expire_date_6a5f72cd ON public.people_session USING btree (expire_date);
CREATE INDEX people_session_session_key_f84fb1a3_like ON public.people_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX people_session_user_id_0ab51a1a ON public.people_session USING btree (user_id);
CREATE INDEX people_staff_home_program_id_b8a5a4f0 ON public.people_staff USING btree (home_program_id);
CREATE INDEX people_staff_organisation_id_c11f04dd ON public.people_staff USING btree (organisation_id);
CREATE INDEX people_staff_programs_program_id_7876be7d ON public.people_staff_programs USING btree (program_id);
CREATE INDEX people_staff_programs_staff_id_e9736eab ON public.people_staff_programs USING btree (staff_id);
CREATE INDEX people_staff_supervisor_id_e98d18d2 ON public.people_staff USING btree (supervisor_id);
CREATE INDEX placement_decision_decided_by_id_404df0d5 ON public.placement_decision USING btree (decided_by_id);
CREATE INDEX placement_decision_episode_id_5af419bf ON public.placement_decision USING btree (episode_id);
CREATE INDEX placement_decision_evaluation_id_c94ce8ff ON public.placement_decision USING btree (evaluation_id);
CREATE INDEX placement_decision_organisation_id_8f4abfc5 ON public.placement_decision USING btree (organisation_id);
CREATE INDEX placement_discharge_discharged_by_id_6e5f9120 ON public.placement_discharge USING btree (discharged_by_id);
CREATE INDEX placement_discharge_organisation_id_197f1827 ON public.placement_discharge USING btree (organisation_id);
CREATE INDEX placement_episode_client_id_1439d92b ON public.placement_episode USING btree (client_id);
CREATE INDEX placement_episode_evaluation_id_e07ed9d1 ON public.placement_episode USING btree (evaluation_id);
CREATE INDEX placement_episode_organisation_id_b8fa15df ON public.placement_episode USING btree (organisation_id);
CREATE INDEX placement_episode_program_id_5752ddd7 ON public.placement_episode USING btree (program_id);
CREATE INDEX placement_episode_referral_id_a2de893e ON public.placement_episode USING btree (referral_id);
CREATE INDEX placement_episode_therapist_id_7646ecdb ON public.placement_episode USING btree (therapist_id);
CREATE INDEX placement_episode_track_id_cbeda449 ON public.placement_episode USING btree (track_id);
CREATE INDEX placement_levelperiod_decision_id_da2d9d4a ON public.placement_levelperiod USING btree (decision_id);
CREATE INDEX placement_levelperiod_episode_id_ac721a66 ON public.placement_levelperiod USING btree (episode_id);
CREATE INDEX placement_levelperiod_organisation_id_3b079bd8 ON public.placement_levelperiod USING btree (organisation_id);
CREATE INDEX plan_goal_client_id_3a874686 ON public.plan_goal USING btree (client_id);
CREATE INDEX plan_goal_organisation_id_a2e6bf6d ON public.plan_goal USING btree (organisation_id);
CREATE INDEX plan_goal_problem_id_6e2a2ff4 ON public.plan_goal USING btree (problem_id);
CREATE INDEX plan_intervention_objective_id_b2878237 ON public.plan_intervention USING btree (objective_id);
CREATE INDEX plan_intervention_organisation_id_54fabee0 ON public.plan_intervention USING btree (organisation_id);
CREATE INDEX plan_intervention_owner_id_5c1625ad ON public.plan_intervention USING btree (owner_id);
CREATE INDEX plan_objective_goal_id_282443f8 ON public.plan_objective USING btree (goal_id);
CREATE INDEX plan_objective_organisation_id_d5361591 ON public.plan_objective USING btree (organisation_id);
CREATE INDEX plan_plan_client_id_e03422f3 ON public.plan_plan USING btree (client_id);
CREATE INDEX plan_plan_episode_id_664747ce ON public.plan_plan USING btree (episode_id);
CREATE INDEX plan_plan_organisation_id_bec0842c ON public.plan_plan USING btree (organisation_id);
CREATE INDEX plan_plan_written_by_id_cccfc32a ON public.plan_plan USING btree (written_by_id);
CREATE INDEX plan_prescribeddose_client_id_503ea60d ON public.plan_prescribeddose USING btree (client_id);
CREATE INDEX plan_prescribeddose_organisation_id_9b22f9a9 ON public.plan_prescribeddose USING btree (organisation_id);
CREATE INDEX plan_prescribeddose_plan_id_f0edbe91 ON public.plan_prescribeddose USING btree (plan_id);
CREATE INDEX plan_problem_diagnosis_id_ca4ab6dc ON public.plan_problem USING btree (diagnosis_id);
CREATE INDEX plan_problem_organisation_id_d2e73fc3 ON public.plan_problem USING btree (organisation_id);
CREATE INDEX plan_problem_plan_id_4d2f24e1 ON public.plan_problem USING btree (plan_id);
CREATE INDEX plan_review_organisation_id_ca1c3cc7 ON public.plan_review USING btree (organisation_id);
CREATE INDEX plan_review_plan_id_c262b80d ON public.plan_review USING btree (plan_id);
CREATE INDEX plan_review_reviewed_by_id_db982f30 ON public.plan_review USING btree (reviewed_by_id);
CREATE INDEX plan_signature_client_id_1d0e942b ON public.plan_signature USING btree (client_id);
CREATE INDEX plan_signature_organisation_id_e91dceb0 ON public.plan_signature USING btree (organisation_id);
CREATE INDEX plan_signature_plan_id_d01151cf ON public.plan_signature USING btree (plan_id);
CREATE INDEX plan_signature_staff_id_bcebb071 ON public.plan_signature USING btree (staff_id);
CREATE INDEX plan_signature_witnessed_by_id_0c4dd9ec ON public.plan_signature USING btree (witnessed_by_id);
CREATE INDEX portal_signinlink_client_id_2bbd80b6 ON public.portal_signinlink USING btree (client_id);
CREATE INDEX portal_signinlink_organisation_id_772fc078 ON public.portal_signinlink USING btree (organisation_id);
CREATE INDEX portal_signinlink_sent_by_id_76aec0cd ON public.portal_signinlink USING btree (sent_by_id);
CREATE INDEX portal_signinlink_token_hash_3db1496e_like ON public.portal_signinlink USING btree (token_hash varchar_pattern_ops);
CREATE INDEX presence_by_client ON public.encounters_presence USING btree (client_id, recorded_at);
CREATE INDEX presence_by_session ON public.encounters_presence USING btree (session_id, client_id);
CREATE UNIQUE INDEX presence_sent_once ON public.encounters_presence USING btree (organisation_id, key) WHERE (NOT ((key)::text = ''::text));
CREATE INDEX privacy_accountingrequest_answered_by_id_0ff12976 ON public.privacy_accountingrequest USING btree (answered_by_id);
CREATE INDEX privacy_accountingrequest_client_id_b0f1a2a8 ON public.privacy_accountingrequest USING btree (client_id);
CREATE INDEX privacy_accountingrequest_organisation_id_91738dbb ON public.privacy_accountingrequest USING btree (organisation_id);
CREATE INDEX privacy_breach_organisation_id_06666dbc ON public.privacy_breach USING btree (organisation_id);
CREATE INDEX privacy_breach_recorded_by_id_9f1bebbf ON public.privacy_breach USING btree (recorded_by_id);
CREATE INDEX privacy_breachperson_breach_id_4b0579a9 ON public.privacy_breachperson USING btree (breach_id);
CREATE INDEX privacy_breachperson_client_id_249110d8 ON public.privacy_breachperson USING btree (client_id);
CREATE INDEX privacy_breachperson_organisation_id_80b7b6eb ON public.privacy_breachperson USING btree (organisation_id);
CREATE INDEX privacy_consent_client_id_d8364291 ON public.privacy_consent USING btree (client_id);
CREATE INDEX privacy_consent_organisation_id_9db88905 ON public.privacy_consent USING btree (organisation_id);
CREATE INDEX privacy_consent_program_id_fddbd97c ON public.privacy_consent USING btree (program_id);
CREATE INDEX privacy_consent_written_by_id_a3ab29b3 ON public.privacy_consent USING btree (written_by_id);
CREATE INDEX privacy_consentrecipient_consent_id_35885738 ON public.privacy_consentrecipient USING btree (consent_id);
CREATE INDEX privacy_consentrecipient_organisation_id_ae3799d9 ON public.privacy_consentrecipient USING btree (organisation_id);
CREATE INDEX privacy_consentrecipient_recipient_id_9cd5950d ON public.privacy_consentrecipient USING btree (recipient_id);
CREATE INDEX privacy_consentsignature_consent_id_32cb907f ON public.privacy_consentsignature USING btree (consent_id);
CREATE INDEX privacy_consentsignature_organisation_id_51401b78 ON public.privacy_consentsignature USING btree (organisation_id);
CREATE INDEX privacy_consentsignature_witness_id_878386b0 ON public.privacy_consentsignature USING btree (witness_id);
CREATE INDEX privacy_courtorder_client_id_81830768 ON public.privacy_courtorder USING btree (client_id);
CREATE INDEX privacy_courtorder_decided_by_id_6401a4c0 ON public.privacy_courtorder USING btree (decided_by_id);
CREATE INDEX privacy_courtorder_organisation_id_b5e91b5b ON public.privacy_courtorder USING btree (organisation_id);
CREATE INDEX privacy_disclosure_client_id_77a1f022 ON public.privacy_disclosure USING btree (client_id);
CREATE INDEX privacy_disclosure_consent_id_0e3dc0d8 ON public.privacy_disclosure USING btree (consent_id);
CREATE INDEX privacy_disclosure_order_id_58132ff6 ON public.privacy_disclosure USING btree (order_id);
CREATE INDEX privacy_disclosure_organisation_id_bf850258 ON public.privacy_disclosure USING btree (organisation_id);
CREATE INDEX privacy_disclosure_qsoa_id_5644cde9 ON public.privacy_disclosure USING btree (qsoa_id);
CREATE INDEX privacy_disclosure_recipient_id_cf999d15 ON public.privacy_disclosure USING btree (recipient_id);
CREATE INDEX privacy_expiryreached_noted_by_id_f82f63c0 ON public.privacy_expiryreached USING btree (noted_by_id);
CREATE INDEX privacy_expiryreached_organisation_id_a295fdbb ON public.privacy_expiryreached USING btree (organisation_id);
CREATE INDEX privacy_glass_client_id_6e58b6b2 ON public.privacy_glass USING btree (client_id);
CREATE INDEX privacy_glass_organisation_id_f517fe72 ON public.privacy_glass USING btree (organisation_id);
CREATE INDEX privacy_glass_staff_id_b6db32e9 ON public.privacy_glass USING btree (staff_id);
CREATE INDEX privacy_glassclosing_by_id_1793a905 ON public.privacy_glassclosing USING btree (by_id);
CREATE INDEX privacy_glassclosing_organisation_id_e7869946 ON public.privacy_glassclosing USING btree (organisation_id);
CREATE INDEX privacy_glassreview_by_id_1a835132 ON public.privacy_glassreview USING btree (by_id);
CREATE INDEX privacy_glassreview_organisation_id_cc9d7eaf ON public.privacy_glassreview USING btree (organisation_id);
CREATE INDEX privacy_notice_organisation_id_aacb22d4 ON public.privacy_notice USING btree (organisation_id);
CREATE INDEX privacy_notice_program_id_b9cfc9a2 ON public.privacy_notice USING btree (program_id);
CREATE INDEX privacy_notice_written_by_id_23f3609a ON public.privacy_notice USING btree (written_by_id);
CREATE INDEX privacy_noticegiven_client_id_c1e2e14a ON public.privacy_noticegiven USING btree (client_id);
CREATE INDEX privacy_noticegiven_given_by_id_00bbadc3 ON public.privacy_noticegiven USING btree (given_by_id);
CREATE INDEX privacy_noticegiven_notice_id_7c72f823 ON public.privacy_noticegiven USING btree (notice_id);
CREATE INDEX privacy_noticegiven_organisation_id_1aa0e846 ON public.privacy_noticegiven USING btree (organisation_id);
CREATE INDEX privacy_qsoa_organisation_id_ba18d3c8 ON public.privacy_qsoa USING btree (organisation_id);
CREATE INDEX privacy_qsoa_recorded_by_id_564aacb7 ON public.privacy_qsoa USING btree (recorded_by_id);
CREATE INDEX privacy_recipient_client_id_02c296f5 ON public.privacy_recipient USING btree (client_id);
CREATE INDEX privacy_recipient_organisation_id_75979f83 ON public.privacy_recipient USING btree (organisation_id);
CREATE INDEX privacy_restriction_answered_by_id_4bb5172c ON public.privacy_restriction USING btree (answered_by_id);
CREATE INDEX privacy_restriction_client_id_7107c089 ON public.privacy_restriction USING btree (client_id);
CREATE INDEX privacy_restriction_ended_by_id_d6656f72 ON public.privacy_restriction USING btree (ended_by_id);
CREATE INDEX privacy_restriction_organisation_id_46892fe5 ON public.privacy_restriction USING btree (organisation_id);
CREATE INDEX privacy_restriction_recipient_id_b7026697 ON public.privacy_restriction USING btree (recipient_id);
CREATE INDEX privacy_revocability_noted_by_id_598d2c5f ON public.privacy_revocability USING btree (noted_by_id);
CREATE INDEX privacy_revocability_organisation_id_da6cb15a ON public.privacy_revocability USING btree (organisation_id);
CREATE INDEX privacy_revocation_organisation_id_54ca11be ON public.privacy_revocation USING btree (organisation_id);
CREATE INDEX privacy_revocation_taken_by_id_b4b11024 ON public.privacy_revocation USING btree (taken_by_id);
CREATE INDEX privacy_revocationnotice_organisation_id_849b25a6 ON public.privacy_revocationnotice USING btree (organisation_id);
CREATE INDEX privacy_revocationnotice_recipient_id_413145c7 ON public.privacy_revocationnotice USING btree (recipient_id);
CREATE INDEX privacy_revocationnotice_revocation_id_af3ccf7f ON public.privacy_revocationnotice USING btree (revocation_id);
CREATE INDEX privacy_revocationnotice_told_by_id_2c9946d6 ON public.privacy_revocationnotice USING btree (told_by_id);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX programs_organisation_slug_aeb724e6_like ON public.programs_organisation USING btree (slug varchar_pattern_ops);
CREATE INDEX programs_program_organisation_id_f1b57d59 ON public.programs_program USING btree (organisation_id);
CREATE INDEX programs_program_pack_ca547547 ON public.programs_program USING btree (pack);
CREATE INDEX programs_program_pack_ca547547_like ON public.programs_program USING btree (pack varchar_pattern_ops);
CREATE INDEX programs_program_site_id_8173726f ON public.programs_program USING btree (site_id);
CREATE INDEX programs_program_slug_964f1558 ON public.programs_program USING btree (slug);
CREATE INDEX programs_program_slug_964f1558_like ON public.programs_program USING btree (slug varchar_pattern_ops);
CREATE INDEX programs_programlicence_organisation_id_4d7827bf ON public.programs_programlicence USING btree (organisation_id);
CREATE INDEX programs_programlicence_program_id_da0e204c ON public.programs_programlicence USING btree (program_id);
CREATE INDEX programs_room_organisation_id_ec770bcd ON public.programs_room USING btree (organisation_id);
CREATE INDEX programs_room_site_id_527324e9 ON public.programs_room USING btree (site_id);
CREATE INDEX programs_site_organisation_id_05acccd5 ON public.programs_site USING btree (organisation_id);
CREATE INDEX programs_track_organisation_id_2c742ae7 ON public.programs_track USING btree (organisation_id);
CREATE INDEX programs_track_program_id_bb3835e1 ON public.programs_track USING btree (program_id);
CREATE INDEX proposal_by_program ON public.schedule_proposal USING btree (program_id, asked_at DESC);
CREATE UNIQUE INDEX published_once ON public.schedule_publication USING btree (program_id, week, base_digest, plan_digest) WHERE (undone_at IS NULL);
CREATE INDEX reach_by_holder ON public.privacy_reach USING btree (holder_id, client_id);
CREATE INDEX reach_by_source ON public.privacy_reach USING btree (source_id);
CREATE INDEX reading_by_hour ON public.audit_reading USING btree (hour);
CREATE INDEX referral_queue ON public.intake_referral USING btree (program_id, state, received_at DESC);
CREATE UNIQUE INDEX referral_sent_once ON public.intake_referral USING btree (organisation_id, key) WHERE (NOT ((key)::text = ''::text));
CREATE UNIQUE INDEX response_sent_once ON public.measures_response USING btree (organisation_id, key) WHERE (NOT ((key)::text = ''::text));
CREATE INDEX response_trend ON public.measures_response USING btree (client_id, instrument, answered_at);
CREATE INDEX restriction_by_client ON public.privacy_restriction USING btree (client_id);
CREATE INDEX schedule_draft_organisation_id_65272128 ON public.schedule_draft USING btree (organisation_id);
CREATE INDEX schedule_draft_program_id_c57a9c83 ON public.schedule_draft USING btree (program_id);
CREATE INDEX schedule_draft_touched_by_id_912c23f8 ON public.schedule_draft USING btree (touched_by_id);
CREATE INDEX schedule_makeupoffer_client_id_1d09d443 ON public.schedule_makeupoffer USING btree (client_id);
CREATE INDEX schedule_makeupoffer_offered_by_id_700bddd2 ON public.schedule_makeupoffer USING btree (offered_by_id);
CREATE INDEX schedule_makeupoffer_organisation_id_8fe76e45 ON public.schedule_makeupoffer USING btree (organisation_id);
CREATE INDEX schedule_makeupoffer_session_id_e5545d84 ON public.schedule_makeupoffer USING btree (session_id);
CREATE INDEX schedule_proposal_asked_by_id_af21745a ON public.schedule_proposal USING btree (asked_by_id);
CREATE INDEX schedule_proposal_organisation_id_623c9969 ON public.schedule_proposal USING btree (organisation_id);
CREATE INDEX schedule_proposal_program_id_cdd2e77c ON public.schedule_proposal USING btree (program_id);
CREATE INDEX schedule_publication_organisation_id_73004b84 ON public.schedule_publication USING btree (organisation_id);
CREATE INDEX schedule_publication_program_id_5a6b20b7 ON public.schedule_publication USING btree (program_id);
CREATE INDEX schedule_publication_proposal_id_142cc1eb ON public.schedule_publication USING btree (proposal_id);
CREATE INDEX schedule_publication_published_by_id_e15de03b ON public.schedule_publication USING btree (published_by_id);
CREATE INDEX schedule_publication_undone_by_id_c44bf29a ON public.schedule_publication USING btree (undone_by_id);
CREATE UNIQUE INDEX screening_sent_once ON public.intake_screening USING btree (organisation_id, key) WHERE (NOT ((key)::text = ''::text));
CREATE INDEX sealed_key_organisation_id_97539b17 ON public.sealed_key USING btree (organisation_id);
CREATE UNIQUE INDEX sealed_one_rotation_at_a_time ON public.sealed_rotation USING btree (organisation_id) WHERE (finished_at IS NULL);
CREATE INDEX sealed_rotation_organisation_id_22743a87 ON public.sealed_rotation USING btree (organisation_id);
CREATE INDEX seat_by_client ON public.calendar_seat USING btree (client_id, session_id);
CREATE INDEX seat_live ON public.calendar_seat USING btree (session_id) WHERE is_live;
CREATE UNIQUE INDEX seat_offered_once_at_a_time ON public.schedule_makeupoffer USING btree (client_id, session_id) WHERE ((state)::text = 'offered'::text);
CREATE UNIQUE INDEX separated_once_at_a_time ON public.calendar_separation USING btree (one_id, other_id) WHERE (last_day IS NULL);
CREATE INDEX session_by_start ON public.calendar_session USING btree (lower(during), program_id);
CREATE INDEX shared_page_by_consent ON public.sharing_sharedpage USING btree (consent_id, created_at DESC);
CREATE INDEX sharing_letter_client_id_f876849a ON public.sharing_letter USING btree (client_id);
CREATE INDEX sharing_letter_code_hash_d97e6875_like ON public.sharing_letter USING btree (code_hash varchar_pattern_ops);
CREATE INDEX sharing_letter_consent_id_9c06395f ON public.sharing_letter USING btree (consent_id);
CREATE INDEX sharing_letter_organisation_id_e476c6a5 ON public.sharing_letter USING btree (organisation_id);
CREATE INDEX sharing_letter_program_id_8fb7b53e ON public.sharing_letter USING btree (program_id);
CREATE INDEX sharing_letter_recipient_id_148e7ae3 ON public.sharing_letter USING btree (recipient_id);
CREATE INDEX sharing_letter_signed_by_id_e56fe210 ON public.sharing_letter USING btree (signed_by_id);
CREATE INDEX sharing_letter_written_by_id_814932d4 ON public.sharing_letter USING btree (written_by_id);
CREATE INDEX sharing_sharedpage_consent_id_cdff7e2a ON public.sharing_sharedpage USING btree (consent_id);
CREATE INDEX sharing_sharedpage_organisation_id_6f7719e7 ON public.sharing_sharedpage USING btree (organisation_id);
CREATE INDEX sharing_sharedpage_recipient_id_7280902b ON public.sharing_sharedpage USING btree (recipient_id);
CREATE INDEX sharing_sharedpage_sent_by_id_42905278 ON public.sharing_sharedpage USING btree (sent_by_id);
CREATE INDEX sharing_sharedpage_token_hash_67f6dd8c_like ON public.sharing_sharedpage USING btree (token_hash varchar_pattern_ops);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE UNIQUE INDEX user_email_once ON public.people_user USING btree (lower((email)::text));
CREATE INDEX virtual_admission_admitted_by_id_4817bc0d ON public.virtual_admission USING btree (admitted_by_id);
CREATE INDEX virtual_admission_client_id_0e563dbb ON public.virtual_admission USING btree (client_id);
CREATE INDEX virtual_admission_organisation_id_4f9e65f7 ON public.virtual_admission USING btree (organisation_id);
CREATE INDEX virtual_admission_room_id_95acebef ON public.virtual_admission USING btree (room_id);
CREATE INDEX virtual_admission_staff_id_80610f34 ON public.virtual_admission USING btree (staff_id);
CREATE INDEX virtual_agreement_client_id_29734394 ON public.virtual_agreement USING btree (client_id);
CREATE INDEX virtual_agreement_group_id_bc60714d ON public.virtual_agreement USING btree (group_id);
CREATE INDEX virtual_agreement_organisation_id_d344c909 ON public.virtual_agreement USING btree (organisation_id);
CREATE INDEX virtual_alias_client_id_222ed632 ON public.virtual_alias USING btree (client_id);
CREATE INDEX virtual_alias_group_id_e54f48b1 ON public.virtual_alias USING btree (group_id);
CREATE INDEX virtual_alias_organisation_id_8531f241 ON public.virtual_alias USING btree (organisation_id);
CREATE INDEX virtual_attestation_client_id_cdc9e9ca ON public.virtual_attestation USING btree (client_id);
CREATE INDEX virtual_attestation_organisation_id_3ed5349a ON public.virtual_attestation USING btree (organisation_id);
CREATE INDEX virtual_attestation_session_id_9d0a3e8b ON public.virtual_attestation USING btree (session_id);
CREATE INDEX virtual_evidence_admission_id_405f3b20 ON public.virtual_evidence USING btree (admission_id);
CREATE INDEX virtual_evidence_client_id_0dce215a ON public.virtual_evidence USING btree (client_id);
CREATE INDEX virtual_evidence_organisation_id_9216daa0 ON public.virtual_evidence USING btree (organisation_id);
CREATE INDEX virtual_guest_client_id_8e905bd6 ON public.virtual_guest USING btree (client_id);
CREATE INDEX virtual_guest_organisation_id_c254f33d ON public.virtual_guest USING btree (organisation_id);
CREATE INDEX virtual_guest_session_id_bbf17fef ON public.virtual_guest USING btree (session_id);
CREATE INDEX virtual_guest_token_hash_eb9a08e9_like ON public.virtual_guest USING btree (token_hash varchar_pattern_ops);
CREATE INDEX virtual_helpcall_called_by_id_35f5a1c1 ON public.virtual_helpcall USING btree (called_by_id);
CREATE INDEX virtual_helpcall_client_id_3aa1c442 ON public.virtual_helpcall USING btree (client_id);
CREATE INDEX virtual_helpcall_organisation_id_91ab63fe ON public.virtual_helpcall USING btree (organisation_id);
CREATE INDEX virtual_helpcall_seen_by_id_8ccf769b ON public.virtual_helpcall USING btree (seen_by_id);
CREATE INDEX virtual_helpcall_session_id_7d5f503a ON public.virtual_helpcall USING btree (session_id);
CREATE INDEX virtual_videopolicy_changed_by_id_990172ec ON public.virtual_videopolicy USING btree (changed_by_id);
CREATE INDEX virtual_videopolicy_organisation_id_a913b9b5 ON public.virtual_videopolicy USING btree (organisation_id);
CREATE INDEX virtual_videoroom_closed_by_id_f1d2619f ON public.virtual_videoroom USING btree (closed_by_id);
CREATE INDEX virtual_videoroom_opened_by_id_c12c0cb2 ON public.virtual_videoroom USING btree (opened_by_id);
CREATE INDEX virtual_videoroom_organisation_id_fe3b575b ON public.virtual_videoroom USING btree (organisation_id);
CREATE INDEX virtual_written_client_id_37759038 ON public.virtual_written USING btree (client_id);
CREATE INDEX virtual_written_organisation_id_e6e5aed5 ON public.virtual_written USING btree (organisation_id);
CREATE INDEX virtual_written_session_id_b49fe980 ON public.virtual_written USING btree (session_id);
CREATE UNIQUE INDEX work_asked_once ON public.worklist_workitem USING btree (organisation_id, kind, source) WHERE (done_at IS NULL);
CREATE INDEX work_open ON public.worklist_workitem USING btree (program_id, due_at) WHERE (done_at IS NULL);
CREATE INDEX worklist_workitem_assigned_to_id_1af7c49b ON public.worklist_workitem USING btree (assigned_to_id);
CREATE INDEX worklist_workitem_client_id_5396705a ON public.worklist_workitem USING btree (client_id);
CREATE INDEX worklist_workitem_done_by_id_2d9c3fb3 ON public.worklist_workitem USING btree (done_by_id);
CREATE INDEX worklist_workitem_organisation_id_54d9cd51 ON public.worklist_workitem USING btree (organisation_id);
CREATE INDEX worklist_workitem_program_id_e2099703 ON public.worklist_workitem USING btree (program_id);
CREATE INDEX written_in_session ON public.virtual_written USING btree (session_id, written_at);
CREATE TRIGGER aftercare_dischargesummary_append_only BEFORE DELETE OR UPDATE ON public.aftercare_dischargesummary FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER aftercare_dischargesummary_no_truncate BEFORE TRUNCATE ON public.aftercare_dischargesummary FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE CONSTRAINT TRIGGER audit_event_chained AFTER INSERT ON public.audit_event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.audit_chain();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE ON public.audit_link FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON public.audit_link FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER calendar_feed_ends_with_stay AFTER UPDATE OF closed_on ON public.placement_episode FOR EACH ROW WHEN ((new.closed_on IS NOT NULL)) EXECUTE FUNCTION public.calendar_feed_ends_with_stay();
CREATE TRIGGER calendar_feed_ends_with_work AFTER UPDATE OF ended_on ON public.people_staff FOR EACH ROW WHEN ((LEAST(old.ended_on, new.ended_on) < CURRENT_DATE)) EXECUTE FUNCTION public.calendar_feed_ends_with_work();
CREATE TRIGGER calendar_seat_added AFTER INSERT ON public.calendar_seat REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.calendar_count_seats();
CREATE TRIGGER calendar_seat_changed AFTER UPDATE ON public.calendar_seat REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.calendar_count_seats();
CREATE TRIGGER calendar_seat_removed AFTER DELETE ON public.calendar_seat REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.calendar_count_seats();
CREATE TRIGGER calendar_session_revised BEFORE UPDATE ON public.calendar_session FOR EACH ROW EXECUTE FUNCTION public.calendar_session_revised();
CREATE TRIGGER encounters_addendum_append_only BEFORE DELETE OR UPDATE ON public.encounters_addendum FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_addendum_no_truncate BEFORE TRUNCATE ON public.encounters_addendum FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_cosign_check BEFORE INSERT ON public.encounters_cosignature FOR EACH ROW EXECUTE FUNCTION public.encounters_cosign_check();
CREATE TRIGGER encounters_cosignature_append_only BEFORE DELETE OR UPDATE ON public.encounters_cosignature FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_cosignature_no_truncate BEFORE TRUNCATE ON public.encounters_cosignature FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_counselingnote_frozen BEFORE DELETE OR UPDATE ON public.encounters_counselingnote FOR EACH ROW WHEN ((old.signed_at IS NOT NULL)) EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_counselingnote_no_truncate BEFORE TRUNCATE ON public.encounters_counselingnote FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_note_frozen BEFORE DELETE OR UPDATE ON public.encounters_note FOR EACH ROW WHEN ((old.signed_at IS NOT NULL)) EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_note_no_truncate BEFORE TRUNCATE ON public.encounters_note FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_presence_append_only BEFORE DELETE OR UPDATE ON public.encounters_presence FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_presence_no_truncate BEFORE TRUNCATE ON public.encounters_presence FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_tap_append_only BEFORE DELETE OR UPDATE ON public.encounters_tap FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER encounters_tap_no_truncate BEFORE TRUNCATE ON public.encounters_tap FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER intake_dimensionrating_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.intake_dimensionrating FOR EACH ROW EXECUTE FUNCTION public.intake_refuse_part_of_signed();
CREATE TRIGGER intake_evaluation_frozen BEFORE DELETE OR UPDATE ON public.intake_evaluation FOR EACH ROW WHEN ((old.signed_at IS NOT NULL)) EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER intake_evaluation_no_truncate BEFORE TRUNCATE ON public.intake_evaluation FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER intake_sourcedocument_append_only BEFORE DELETE OR UPDATE ON public.intake_sourcedocument FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER intake_sourcedocument_no_truncate BEFORE TRUNCATE ON public.intake_sourcedocument FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER intake_substanceuse_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.intake_substanceuse FOR EACH ROW EXECUTE FUNCTION public.intake_refuse_part_of_signed();
CREATE TRIGGER measures_response_append_only BEFORE DELETE OR UPDATE ON public.measures_response FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER measures_response_no_truncate BEFORE TRUNCATE ON public.measures_response FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER placement_decision_append_only BEFORE DELETE OR UPDATE ON public.placement_decision FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER placement_decision_no_truncate BEFORE TRUNCATE ON public.placement_decision FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER placement_discharge_append_only BEFORE DELETE OR UPDATE ON public.placement_discharge FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER placement_discharge_no_truncate BEFORE TRUNCATE ON public.placement_discharge FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER plan_goal_follows_client AFTER UPDATE OF client_id ON public.plan_problem FOR EACH ROW WHEN ((old.client_id IS DISTINCT FROM new.client_id)) EXECUTE FUNCTION public.plan_goal_follows_client();
CREATE TRIGGER plan_goal_frozen BEFORE INSERT OR DELETE OR UPDATE OF title, own_words, problem_id ON public.plan_goal FOR EACH ROW EXECUTE FUNCTION public.plan_goal_refuse_when_signed();
CREATE TRIGGER plan_goal_knows_client BEFORE INSERT OR UPDATE OF problem_id, client_id ON public.plan_goal FOR EACH ROW EXECUTE FUNCTION public.plan_goal_knows_client();
CREATE TRIGGER plan_intervention_follows_client AFTER UPDATE OF client_id ON public.plan_objective FOR EACH ROW WHEN ((old.client_id IS DISTINCT FROM new.client_id)) EXECUTE FUNCTION public.plan_intervention_follows_client();
CREATE TRIGGER plan_intervention_frozen BEFORE INSERT OR DELETE OR UPDATE OF text, modality, frequency, owner_id, target_date, objective_id ON public.plan_intervention FOR EACH ROW EXECUTE FUNCTION public.plan_intervention_refuse_when_signed();
CREATE TRIGGER plan_intervention_knows_client BEFORE INSERT OR UPDATE OF objective_id, client_id ON public.plan_intervention FOR EACH ROW EXECUTE FUNCTION public.plan_intervention_knows_client();
CREATE TRIGGER plan_objective_follows_client AFTER UPDATE OF client_id ON public.plan_goal FOR EACH ROW WHEN ((old.client_id IS DISTINCT FROM new.client_id)) EXECUTE FUNCTION public.plan_objective_follows_client();
CREATE TRIGGER plan_objective_frozen BEFORE INSERT OR DELETE OR UPDATE OF text, owner, target_date, goal_id ON public.plan_objective FOR EACH ROW EXECUTE FUNCTION public.plan_objective_refuse_when_signed();
CREATE TRIGGER plan_objective_knows_client BEFORE INSERT OR UPDATE OF goal_id, client_id ON public.plan_objective FOR EACH ROW EXECUTE FUNCTION public.plan_objective_knows_client();
CREATE TRIGGER plan_plan_follows_client AFTER UPDATE OF client_id ON public.placement_episode FOR EACH ROW WHEN ((old.client_id IS DISTINCT FROM new.client_id)) EXECUTE FUNCTION public.plan_plan_follows_client();
CREATE TRIGGER plan_plan_knows_client BEFORE INSERT OR UPDATE OF episode_id, client_id ON public.plan_plan FOR EACH ROW EXECUTE FUNCTION public.plan_plan_knows_client();
CREATE TRIGGER plan_prescribeddose_follows_client AFTER UPDATE OF client_id ON public.plan_plan FOR EACH ROW WHEN ((old.client_id IS DISTINCT FROM new.client_id)) EXECUTE FUNCTION public.plan_prescribeddose_follows_client();
CREATE TRIGGER plan_prescribeddose_frozen BEFORE INSERT OR DELETE OR UPDATE OF plan_id, during, weekly_minutes, days, day_minutes, by_modality, is_taper ON public.plan_prescribeddose FOR EACH ROW EXECUTE FUNCTION public.plan_prescribeddose_refuse_when_signed();
CREATE TRIGGER plan_prescribeddose_knows_client BEFORE INSERT OR UPDATE OF plan_id, client_id ON public.plan_prescribeddose FOR EACH ROW EXECUTE FUNCTION public.plan_prescribeddose_knows_client();
CREATE TRIGGER plan_problem_follows_client AFTER UPDATE OF client_id ON public.plan_plan FOR EACH ROW WHEN ((old.client_id IS DISTINCT FROM new.client_id)) EXECUTE FUNCTION public.plan_problem_follows_client();
CREATE TRIGGER plan_problem_frozen BEFORE INSERT OR DELETE OR UPDATE OF text, plan_id, diagnosis_id ON public.plan_problem FOR EACH ROW EXECUTE FUNCTION public.plan_problem_refuse_when_signed();
CREATE TRIGGER plan_problem_knows_client BEFORE INSERT OR UPDATE OF plan_id, client_id ON public.plan_problem FOR EACH ROW EXECUTE FUNCTION public.plan_problem_knows_client();
CREATE TRIGGER plan_review_append_only BEFORE DELETE OR UPDATE ON public.plan_review FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER plan_review_no_truncate BEFORE TRUNCATE ON public.plan_review FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER plan_signature_append_only BEFORE DELETE OR UPDATE ON public.plan_signature FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER plan_signature_no_truncate BEFORE TRUNCATE ON public.plan_signature FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_accountingrequest_frozen BEFORE DELETE OR UPDATE ON public.privacy_accountingrequest FOR EACH ROW WHEN ((old.answered_at IS NOT NULL)) EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_accountingrequest_no_truncate BEFORE TRUNCATE ON public.privacy_accountingrequest FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_consent_ends BEFORE INSERT ON public.privacy_expiryreached FOR EACH ROW EXECUTE FUNCTION public.privacy_consent_ends();
CREATE TRIGGER privacy_consent_ends BEFORE INSERT ON public.privacy_revocation FOR EACH ROW EXECUTE FUNCTION public.privacy_consent_ends();
CREATE TRIGGER privacy_consent_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_consent FOR EACH ROW EXECUTE FUNCTION public.privacy_consent_guard();
CREATE TRIGGER privacy_consentrecipient_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_consentrecipient FOR EACH ROW EXECUTE FUNCTION public.privacy_consentrecipient_guard();
CREATE TRIGGER privacy_consentsignature_append_only BEFORE DELETE OR UPDATE ON public.privacy_consentsignature FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_consentsignature_guard BEFORE INSERT ON public.privacy_consentsignature FOR EACH ROW EXECUTE FUNCTION public.privacy_consentsignature_guard();
CREATE TRIGGER privacy_consentsignature_no_truncate BEFORE TRUNCATE ON public.privacy_consentsignature FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_courtorder_frozen BEFORE DELETE OR UPDATE ON public.privacy_courtorder FOR EACH ROW WHEN (((old.decision)::text <> 'open'::text)) EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_courtorder_no_truncate BEFORE TRUNCATE ON public.privacy_courtorder FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_disclosure_append_only BEFORE DELETE OR UPDATE ON public.privacy_disclosure FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_disclosure_guard BEFORE INSERT ON public.privacy_disclosure FOR EACH ROW EXECUTE FUNCTION public.privacy_disclosure_guard();
CREATE TRIGGER privacy_disclosure_no_truncate BEFORE TRUNCATE ON public.privacy_disclosure FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_expiryreached_append_only BEFORE DELETE OR UPDATE ON public.privacy_expiryreached FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_expiryreached_no_truncate BEFORE TRUNCATE ON public.privacy_expiryreached FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_glass_append_only BEFORE DELETE OR UPDATE ON public.privacy_glass FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_glass_ends AFTER INSERT ON public.privacy_glassclosing FOR EACH ROW EXECUTE FUNCTION public.privacy_glass_ends();
CREATE TRIGGER privacy_glass_no_truncate BEFORE TRUNCATE ON public.privacy_glass FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_glassclosing_append_only BEFORE DELETE OR UPDATE ON public.privacy_glassclosing FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_glassclosing_no_truncate BEFORE TRUNCATE ON public.privacy_glassclosing FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_glassreview_append_only BEFORE DELETE OR UPDATE ON public.privacy_glassreview FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_glassreview_no_truncate BEFORE TRUNCATE ON public.privacy_glassreview FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_accountingrequest FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_breach FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_breachperson FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_consent FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_consentrecipient FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_consentsignature FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_courtorder FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_disclosure FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_expiryreached FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_noticegiven FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_qsoa FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_recipient FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_restriction FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_revocability FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_revocation FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR DELETE OR UPDATE ON public.privacy_revocationnotice FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_not_by_recipient();
CREATE TRIGGER privacy_notice_frozen BEFORE DELETE OR UPDATE ON public.privacy_notice FOR EACH ROW WHEN ((old.published_at IS NOT NULL)) EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_notice_no_truncate BEFORE TRUNCATE ON public.privacy_notice FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_noticegiven_append_only BEFORE DELETE OR UPDATE ON public.privacy_noticegiven FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_noticegiven_no_truncate BEFORE TRUNCATE ON public.privacy_noticegiven FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_reach_of_caseload_insert AFTER INSERT ON public.placement_episode REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_caseload();
CREATE TRIGGER privacy_reach_of_caseload_update AFTER UPDATE ON public.placement_episode REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_caseload();
CREATE TRIGGER privacy_reach_of_client AFTER INSERT ON public.people_client REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_client();
CREATE TRIGGER privacy_reach_of_consent_insert AFTER INSERT ON public.privacy_consent REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_consent();
CREATE TRIGGER privacy_reach_of_consent_update AFTER UPDATE ON public.privacy_consent REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_consent();
CREATE TRIGGER privacy_reach_of_episode_insert AFTER INSERT ON public.placement_episode REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_episode();
CREATE TRIGGER privacy_reach_of_episode_update AFTER UPDATE ON public.placement_episode REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_episode();
CREATE TRIGGER privacy_reach_of_evaluation_insert AFTER INSERT ON public.intake_evaluation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_evaluation();
CREATE TRIGGER privacy_reach_of_evaluation_update AFTER UPDATE ON public.intake_evaluation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_evaluation();
CREATE TRIGGER privacy_reach_of_glass_insert AFTER INSERT ON public.privacy_glass REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_glass();
CREATE TRIGGER privacy_reach_of_lead_insert AFTER INSERT ON public.calendar_lead REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_lead();
CREATE TRIGGER privacy_reach_of_lead_update AFTER UPDATE ON public.calendar_lead REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_lead();
CREATE TRIGGER privacy_reach_of_referral_insert AFTER INSERT ON public.intake_referral REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_referral();
CREATE TRIGGER privacy_reach_of_referral_update AFTER UPDATE ON public.intake_referral REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_referral();
CREATE TRIGGER privacy_reach_of_seat_insert AFTER INSERT ON public.calendar_seat REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_seat();
CREATE TRIGGER privacy_reach_of_seat_update AFTER UPDATE ON public.calendar_seat REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_seat();
CREATE TRIGGER privacy_reach_of_work_insert AFTER INSERT ON public.worklist_workitem REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_work();
CREATE TRIGGER privacy_reach_of_work_update AFTER UPDATE ON public.worklist_workitem REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.privacy_reach_of_work();
CREATE TRIGGER privacy_recipient_guard BEFORE DELETE OR UPDATE OF client_id, kind, name, works_for, is_covered, is_treating ON public.privacy_recipient FOR EACH ROW EXECUTE FUNCTION public.privacy_recipient_guard();
CREATE TRIGGER privacy_restriction_guard BEFORE DELETE OR UPDATE ON public.privacy_restriction FOR EACH ROW EXECUTE FUNCTION public.privacy_restriction_guard();
CREATE TRIGGER privacy_revocability_append_only BEFORE DELETE OR UPDATE ON public.privacy_revocability FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_revocability_no_truncate BEFORE TRUNCATE ON public.privacy_revocability FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_revocation_append_only BEFORE DELETE OR UPDATE ON public.privacy_revocation FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_revocation_no_truncate BEFORE TRUNCATE ON public.privacy_revocation FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_revocationnotice_append_only BEFORE DELETE OR UPDATE ON public.privacy_revocationnotice FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER privacy_revocationnotice_no_truncate BEFORE TRUNCATE ON public.privacy_revocationnotice FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER schedule_proposal_keeps BEFORE DELETE OR UPDATE ON public.schedule_proposal FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['ready'::character varying, 'used'::character varying, 'aside'::character varying])::text[]))) EXECUTE FUNCTION public.schedule_proposal_keeps();
CREATE TRIGGER schedule_publication_keeps BEFORE DELETE OR UPDATE ON public.schedule_publication FOR EACH ROW EXECUTE FUNCTION public.schedule_publication_keeps();
CREATE TRIGGER sharing_letter_kept BEFORE DELETE OR UPDATE ON public.sharing_letter FOR EACH ROW EXECUTE FUNCTION public.sharing_letter_kept();
CREATE TRIGGER virtual_agreement_append_only BEFORE DELETE OR UPDATE ON public.virtual_agreement FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_agreement_no_truncate BEFORE TRUNCATE ON public.virtual_agreement FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_attestation_append_only BEFORE DELETE OR UPDATE ON public.virtual_attestation FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_attestation_no_truncate BEFORE TRUNCATE ON public.virtual_attestation FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_evidence_append_only BEFORE DELETE OR UPDATE ON public.virtual_evidence FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_evidence_no_truncate BEFORE TRUNCATE ON public.virtual_evidence FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_written_append_only BEFORE DELETE OR UPDATE ON public.virtual_written FOR EACH ROW EXECUTE FUNCTION public.openiop_refuse_change();
CREATE TRIGGER virtual_written_no_truncate BEFORE TRUNCATE ON public.virtual_written FOR EACH STATEMENT EXECUTE FUNCTION public.openiop_refuse_change();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_alumni
    ADD CONSTRAINT aftercare_alumni_client_id_cbcc9ab8_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_alumni
    ADD CONSTRAINT aftercare_alumni_organisation_id_e036d388_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_continuingcare
    ADD CONSTRAINT aftercare_continuing_episode_id_6697436c_fk_placement FOREIGN KEY (episode_id) REFERENCES public.placement_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_continuingcare
    ADD CONSTRAINT aftercare_continuing_organisation_id_ea025a8a_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_continuingcare
    ADD CONSTRAINT aftercare_continuing_written_by_id_bae630e3_fk_people_st FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_dischargesummary
    ADD CONSTRAINT aftercare_discharges_discharge_id_cb803ef9_fk_placement FOREIGN KEY (discharge_id) REFERENCES public.placement_discharge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_dischargesummary
    ADD CONSTRAINT aftercare_discharges_organisation_id_a3ec2552_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_dischargesummary
    ADD CONSTRAINT aftercare_discharges_written_by_id_cb2bab73_fk_people_st FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_followup
    ADD CONSTRAINT aftercare_followup_done_by_id_747f713c_fk_people_staff_id FOREIGN KEY (done_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_followup
    ADD CONSTRAINT aftercare_followup_episode_id_c1185a47_fk_placement_episode_id FOREIGN KEY (episode_id) REFERENCES public.placement_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.aftercare_followup
    ADD CONSTRAINT aftercare_followup_organisation_id_8c843c46_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_availability
    ADD CONSTRAINT calendar_availabilit_organisation_id_44d02792_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_availability
    ADD CONSTRAINT calendar_availability_client_id_98ccd360_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_availability
    ADD CONSTRAINT calendar_availability_site_id_ab888fc2_fk_programs_site_id FOREIGN KEY (site_id) REFERENCES public.programs_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_client_id_16d13939_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_organisation_id_f95a3936_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_staff_id_ffb6f6d3_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_co_facilitator_id_a2546033_fk_people_staff_id FOREIGN KEY (co_facilitator_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_facilitator_id_ad8ca8b3_fk_people_staff_id FOREIGN KEY (facilitator_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_organisation_id_00f6a7ed_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_program_id_edf011ac_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_room_id_2e3e9aa7_fk_programs_room_id FOREIGN KEY (room_id) REFERENCES public.programs_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_group
    ADD CONSTRAINT calendar_group_track_id_2ca11cfd_fk_programs_track_id FOREIGN KEY (track_id) REFERENCES public.programs_track(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_lead
    ADD CONSTRAINT calendar_lead_keeps_session_time FOREIGN KEY (session_id, during) REFERENCES public.calendar_session(id, during) ON UPDATE CASCADE;
ALTER TABLE ONLY public.calendar_lead
    ADD CONSTRAINT calendar_lead_organisation_id_7b978857_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_lead
    ADD CONSTRAINT calendar_lead_session_id_6c4a5412_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_lead
    ADD CONSTRAINT calendar_lead_staff_id_d2841b01_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_membership
    ADD CONSTRAINT calendar_membership_client_id_9565617c_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_membership
    ADD CONSTRAINT calendar_membership_group_id_5cbfc8eb_fk_calendar_group_id FOREIGN KEY (group_id) REFERENCES public.calendar_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_membership
    ADD CONSTRAINT calendar_membership_organisation_id_69544129_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_seat
    ADD CONSTRAINT calendar_seat_client_id_cb81c0ef_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_seat
    ADD CONSTRAINT calendar_seat_keeps_session_time FOREIGN KEY (session_id, during) REFERENCES public.calendar_session(id, during) ON UPDATE CASCADE;
ALTER TABLE ONLY public.calendar_seat
    ADD CONSTRAINT calendar_seat_organisation_id_37caa118_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_seat
    ADD CONSTRAINT calendar_seat_session_id_43e5a713_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_separation
    ADD CONSTRAINT calendar_separation_one_id_57e4483c_fk_people_client_id FOREIGN KEY (one_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_separation
    ADD CONSTRAINT calendar_separation_organisation_id_3bb9b08f_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_separation
    ADD CONSTRAINT calendar_separation_other_id_a66322a5_fk_people_client_id FOREIGN KEY (other_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_separation
    ADD CONSTRAINT calendar_separation_written_by_id_402d24f3_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT calendar_session_group_id_e99a7221_fk_calendar_group_id FOREIGN KEY (group_id) REFERENCES public.calendar_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT calendar_session_organisation_id_ba4b9e4d_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT calendar_session_program_id_acd846ff_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT calendar_session_room_id_d72e9953_fk_programs_room_id FOREIGN KEY (room_id) REFERENCES public.programs_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_session
    ADD CONSTRAINT calendar_session_topic_id_5a6b490f_fk_calendar_topic_id FOREIGN KEY (topic_id) REFERENCES public.calendar_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_terms
    ADD CONSTRAINT calendar_terms_organisation_id_868cd449_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_terms
    ADD CONSTRAINT calendar_terms_staff_id_f20a8046_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_topic
    ADD CONSTRAINT calendar_topic_organisation_id_3b4044c2_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_topic
    ADD CONSTRAINT calendar_topic_program_id_c2516e08_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_workinghours
    ADD CONSTRAINT calendar_workinghour_organisation_id_9962f1e7_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_workinghours
    ADD CONSTRAINT calendar_workinghours_site_id_4503c50b_fk_programs_site_id FOREIGN KEY (site_id) REFERENCES public.programs_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_workinghours
    ADD CONSTRAINT calendar_workinghours_staff_id_0a858f4b_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_addendum
    ADD CONSTRAINT encounters_addendum_note_id_9130a9e4_fk_encounters_note_id FOREIGN KEY (note_id) REFERENCES public.encounters_note(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_addendum
    ADD CONSTRAINT encounters_addendum_organisation_id_a1a091df_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_addendum
    ADD CONSTRAINT encounters_addendum_written_by_id_b7ad5e06_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_arrivalnumber
    ADD CONSTRAINT encounters_arrivalnu_organisation_id_073be82a_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_arrivalnumber
    ADD CONSTRAINT encounters_arrivalnu_program_id_9263b5b0_fk_programs_ FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_arrivalnumber
    ADD CONSTRAINT encounters_arrivalnumber_client_id_12f0b037_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_cosignature
    ADD CONSTRAINT encounters_cosignatu_organisation_id_01027f68_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_cosignature
    ADD CONSTRAINT encounters_cosignature_by_id_a8519dec_fk_people_staff_id FOREIGN KEY (by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_cosignature
    ADD CONSTRAINT encounters_cosignature_note_id_6bbb6e10_fk_encounters_note_id FOREIGN KEY (note_id) REFERENCES public.encounters_note(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_counselingnote
    ADD CONSTRAINT encounters_counselin_client_id_2e123cd3_fk_people_cl FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_counselingnote
    ADD CONSTRAINT encounters_counselin_organisation_id_a2de9e57_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_counselingnote
    ADD CONSTRAINT encounters_counselin_session_id_d4ffa0fa_fk_calendar_ FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_counselingnote
    ADD CONSTRAINT encounters_counselingnote_author_id_84102c76_fk_people_staff_id FOREIGN KEY (author_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_kiosk
    ADD CONSTRAINT encounters_kiosk_ended_by_id_8771593f_fk_people_staff_id FOREIGN KEY (ended_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_kiosk
    ADD CONSTRAINT encounters_kiosk_organisation_id_66d22c77_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_kiosk
    ADD CONSTRAINT encounters_kiosk_paired_by_id_b7db0208_fk_people_staff_id FOREIGN KEY (paired_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_kiosk
    ADD CONSTRAINT encounters_kiosk_program_id_b97d48b1_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_client_id_2ec842f6_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_cosigner_id_664ead1f_fk_people_staff_id FOREIGN KEY (cosigner_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_objective_id_35846117_fk_plan_objective_id FOREIGN KEY (objective_id) REFERENCES public.plan_objective(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_organisation_id_3e627446_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_session_id_f10cce80_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_signed_by_id_a9da9a16_fk_people_staff_id FOREIGN KEY (signed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_note
    ADD CONSTRAINT encounters_note_written_by_id_1fe60c2e_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_client_id_caa52c13_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_organisation_id_2f1a536f_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_recorded_by_id_8d339393_fk_people_staff_id FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_replaces_id_99753d39_fk_encounter FOREIGN KEY (replaces_id) REFERENCES public.encounters_presence(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_presence
    ADD CONSTRAINT encounters_presence_session_id_65b84d9c_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_sharednote
    ADD CONSTRAINT encounters_sharednot_organisation_id_48b4f996_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_sharednote
    ADD CONSTRAINT encounters_sharednot_session_id_628b7e34_fk_calendar_ FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_sharednote
    ADD CONSTRAINT encounters_sharednote_written_by_id_0fff2ea5_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT encounters_tap_client_id_4367fed6_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT encounters_tap_organisation_id_eac8df0c_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT encounters_tap_session_id_567a5acf_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.encounters_tap
    ADD CONSTRAINT encounters_tap_tapped_by_id_fa571eb9_fk_people_staff_id FOREIGN KEY (tapped_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_coverage
    ADD CONSTRAINT intake_coverage_client_id_88b05972_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_coverage
    ADD CONSTRAINT intake_coverage_organisation_id_5ac69268_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_diagnosis
    ADD CONSTRAINT intake_diagnosis_client_id_a0aa2ae8_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_diagnosis
    ADD CONSTRAINT intake_diagnosis_evaluation_id_49cdfd10_fk_intake_evaluation_id FOREIGN KEY (evaluation_id) REFERENCES public.intake_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_diagnosis
    ADD CONSTRAINT intake_diagnosis_organisation_id_cb53ae57_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_diagnosis
    ADD CONSTRAINT intake_diagnosis_recorded_by_id_3649c913_fk_people_staff_id FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_dimensionrating
    ADD CONSTRAINT intake_dimensionrati_evaluation_id_6da05a9e_fk_intake_ev FOREIGN KEY (evaluation_id) REFERENCES public.intake_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_dimensionrating
    ADD CONSTRAINT intake_dimensionrati_organisation_id_16491a5b_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_client_id_61f98d22_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_organisation_id_47c68377_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_program_id_3a270419_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_referral_id_df7f1ec9_fk_intake_referral_id FOREIGN KEY (referral_id) REFERENCES public.intake_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_signed_by_id_5bd55b64_fk_people_staff_id FOREIGN KEY (signed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_evaluation
    ADD CONSTRAINT intake_evaluation_started_by_id_ff502c1a_fk_people_staff_id FOREIGN KEY (started_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_importedresource
    ADD CONSTRAINT intake_importedresou_document_id_cf40f81c_fk_intake_so FOREIGN KEY (document_id) REFERENCES public.intake_sourcedocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_importedresource
    ADD CONSTRAINT intake_importedresou_organisation_id_a985c465_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_importedresource
    ADD CONSTRAINT intake_importedresource_client_id_2dc30f67_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_matchreview
    ADD CONSTRAINT intake_matchreview_client_id_8a4bcf38_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_matchreview
    ADD CONSTRAINT intake_matchreview_decided_by_id_c60f55c3_fk_people_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_matchreview
    ADD CONSTRAINT intake_matchreview_document_id_655e1aa9_fk_intake_so FOREIGN KEY (document_id) REFERENCES public.intake_sourcedocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_matchreview
    ADD CONSTRAINT intake_matchreview_organisation_id_2ea3eea1_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_matchreview
    ADD CONSTRAINT intake_matchreview_program_id_91926f7c_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_priorencounter
    ADD CONSTRAINT intake_priorencounte_organisation_id_48820616_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_priorencounter
    ADD CONSTRAINT intake_priorencounter_client_id_f17c10ce_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_referral
    ADD CONSTRAINT intake_referral_client_id_8ecea71d_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_referral
    ADD CONSTRAINT intake_referral_document_id_78ff79db_fk_intake_so FOREIGN KEY (document_id) REFERENCES public.intake_sourcedocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_referral
    ADD CONSTRAINT intake_referral_organisation_id_2cff2605_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_referral
    ADD CONSTRAINT intake_referral_program_id_c97c6438_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_screening
    ADD CONSTRAINT intake_screening_organisation_id_8e6f45f6_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_screening
    ADD CONSTRAINT intake_screening_referral_id_1744a4b8_fk_intake_referral_id FOREIGN KEY (referral_id) REFERENCES public.intake_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_screening
    ADD CONSTRAINT intake_screening_screened_by_id_2331af42_fk_people_staff_id FOREIGN KEY (screened_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_sourcedocument
    ADD CONSTRAINT intake_sourcedocumen_organisation_id_a7bf0b38_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_substanceuse
    ADD CONSTRAINT intake_substanceuse_evaluation_id_2e1c7798_fk_intake_ev FOREIGN KEY (evaluation_id) REFERENCES public.intake_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_substanceuse
    ADD CONSTRAINT intake_substanceuse_organisation_id_22563641_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_response
    ADD CONSTRAINT measures_response_client_id_396664f7_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_response
    ADD CONSTRAINT measures_response_organisation_id_d788fcbf_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_response
    ADD CONSTRAINT measures_response_recorded_by_id_d1261252_fk_people_staff_id FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_response
    ADD CONSTRAINT measures_response_replaces_id_6f826cc6_fk_measures_response_id FOREIGN KEY (replaces_id) REFERENCES public.measures_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_safetyalert
    ADD CONSTRAINT measures_safetyalert_answered_by_id_6b31a9ff_fk_people_staff_id FOREIGN KEY (answered_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_safetyalert
    ADD CONSTRAINT measures_safetyalert_client_id_fd5af855_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_safetyalert
    ADD CONSTRAINT measures_safetyalert_organisation_id_a2622f33_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.measures_safetyalert
    ADD CONSTRAINT measures_safetyalert_response_id_9695398b_fk_measures_ FOREIGN KEY (response_id) REFERENCES public.measures_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_medication
    ADD CONSTRAINT medical_medication_client_id_e9e06d86_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_medication
    ADD CONSTRAINT medical_medication_organisation_id_2fdff91f_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_medication
    ADD CONSTRAINT medical_medication_recorded_by_id_a5958202_fk_people_staff_id FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_toxicologytest
    ADD CONSTRAINT medical_toxicologyte_organisation_id_28997cad_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_toxicologytest
    ADD CONSTRAINT medical_toxicologyte_recorded_by_id_147116f6_fk_people_st FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_toxicologytest
    ADD CONSTRAINT medical_toxicologyte_replaces_id_57788397_fk_medical_t FOREIGN KEY (replaces_id) REFERENCES public.medical_toxicologytest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.medical_toxicologytest
    ADD CONSTRAINT medical_toxicologytest_client_id_c8546fc3_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outgoing_message
    ADD CONSTRAINT outgoing_message_organisation_id_49fca11e_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outgoing_message
    ADD CONSTRAINT outgoing_message_to_client_id_163536e6_fk_people_client_id FOREIGN KEY (to_client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outgoing_message
    ADD CONSTRAINT outgoing_message_to_staff_id_e8ebea19_fk_people_staff_id FOREIGN KEY (to_staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_client
    ADD CONSTRAINT people_client_organisation_id_45ca79ab_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_client
    ADD CONSTRAINT people_client_user_id_235e89d8_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_clientidentifier
    ADD CONSTRAINT people_clientidentif_organisation_id_373c6b90_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_clientidentifier
    ADD CONSTRAINT people_clientidentifier_client_id_198bcf6f_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_contact
    ADD CONSTRAINT people_contact_client_id_bb9a3804_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_contact
    ADD CONSTRAINT people_contact_organisation_id_520b22fc_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_licence
    ADD CONSTRAINT people_licence_organisation_id_1292eb94_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_licence
    ADD CONSTRAINT people_licence_staff_id_4c30cebc_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_session
    ADD CONSTRAINT people_session_user_id_0ab51a1a_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_staff
    ADD CONSTRAINT people_staff_home_program_id_b8a5a4f0_fk_programs_program_id FOREIGN KEY (home_program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_staff
    ADD CONSTRAINT people_staff_organisation_id_c11f04dd_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_staff_programs
    ADD CONSTRAINT people_staff_program_program_id_7876be7d_fk_programs_ FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_staff_programs
    ADD CONSTRAINT people_staff_programs_staff_id_e9736eab_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_staff
    ADD CONSTRAINT people_staff_supervisor_id_e98d18d2_fk_people_staff_id FOREIGN KEY (supervisor_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_staff
    ADD CONSTRAINT people_staff_user_id_7f35bfc9_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_decision
    ADD CONSTRAINT placement_decision_decided_by_id_404df0d5_fk_people_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_decision
    ADD CONSTRAINT placement_decision_episode_id_5af419bf_fk_placement_episode_id FOREIGN KEY (episode_id) REFERENCES public.placement_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_decision
    ADD CONSTRAINT placement_decision_evaluation_id_c94ce8ff_fk_intake_ev FOREIGN KEY (evaluation_id) REFERENCES public.intake_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_decision
    ADD CONSTRAINT placement_decision_organisation_id_8f4abfc5_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_decision_id_0c919837_fk_placement FOREIGN KEY (decision_id) REFERENCES public.placement_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_discharged_by_id_6e5f9120_fk_people_st FOREIGN KEY (discharged_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_episode_id_df881c50_fk_placement_episode_id FOREIGN KEY (episode_id) REFERENCES public.placement_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_discharge
    ADD CONSTRAINT placement_discharge_organisation_id_197f1827_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_client_id_1439d92b_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_evaluation_id_e07ed9d1_fk_intake_ev FOREIGN KEY (evaluation_id) REFERENCES public.intake_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_organisation_id_b8fa15df_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_program_id_5752ddd7_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_referral_id_a2de893e_fk_intake_referral_id FOREIGN KEY (referral_id) REFERENCES public.intake_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_therapist_id_7646ecdb_fk_people_staff_id FOREIGN KEY (therapist_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_episode
    ADD CONSTRAINT placement_episode_track_id_cbeda449_fk_programs_track_id FOREIGN KEY (track_id) REFERENCES public.programs_track(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_levelperiod
    ADD CONSTRAINT placement_levelperio_decision_id_da2d9d4a_fk_placement FOREIGN KEY (decision_id) REFERENCES public.placement_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_levelperiod
    ADD CONSTRAINT placement_levelperio_episode_id_ac721a66_fk_placement FOREIGN KEY (episode_id) REFERENCES public.placement_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.placement_levelperiod
    ADD CONSTRAINT placement_levelperio_organisation_id_3b079bd8_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_goal
    ADD CONSTRAINT plan_goal_client_id_3a874686_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_goal
    ADD CONSTRAINT plan_goal_organisation_id_a2e6bf6d_fk_programs_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_goal
    ADD CONSTRAINT plan_goal_problem_id_6e2a2ff4_fk_plan_problem_id FOREIGN KEY (problem_id) REFERENCES public.plan_problem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_intervention
    ADD CONSTRAINT plan_intervention_client_id_9415e446_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_intervention
    ADD CONSTRAINT plan_intervention_objective_id_b2878237_fk_plan_objective_id FOREIGN KEY (objective_id) REFERENCES public.plan_objective(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_intervention
    ADD CONSTRAINT plan_intervention_organisation_id_54fabee0_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_intervention
    ADD CONSTRAINT plan_intervention_owner_id_5c1625ad_fk_people_staff_id FOREIGN KEY (owner_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_objective
    ADD CONSTRAINT plan_objective_client_id_859098de_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_objective
    ADD CONSTRAINT plan_objective_goal_id_282443f8_fk_plan_goal_id FOREIGN KEY (goal_id) REFERENCES public.plan_goal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_objective
    ADD CONSTRAINT plan_objective_organisation_id_d5361591_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_plan
    ADD CONSTRAINT plan_plan_client_id_e03422f3_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_plan
    ADD CONSTRAINT plan_plan_episode_id_664747ce_fk_placement_episode_id FOREIGN KEY (episode_id) REFERENCES public.placement_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_plan
    ADD CONSTRAINT plan_plan_organisation_id_bec0842c_fk_programs_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_plan
    ADD CONSTRAINT plan_plan_written_by_id_cccfc32a_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_prescribeddose
    ADD CONSTRAINT plan_prescribeddose_client_id_503ea60d_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_prescribeddose
    ADD CONSTRAINT plan_prescribeddose_organisation_id_9b22f9a9_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_prescribeddose
    ADD CONSTRAINT plan_prescribeddose_plan_id_f0edbe91_fk_plan_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan_plan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_problem
    ADD CONSTRAINT plan_problem_client_id_c792128b_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_problem
    ADD CONSTRAINT plan_problem_diagnosis_id_ca4ab6dc_fk_intake_diagnosis_id FOREIGN KEY (diagnosis_id) REFERENCES public.intake_diagnosis(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_problem
    ADD CONSTRAINT plan_problem_organisation_id_d2e73fc3_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_problem
    ADD CONSTRAINT plan_problem_plan_id_4d2f24e1_fk_plan_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan_plan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_review
    ADD CONSTRAINT plan_review_organisation_id_ca1c3cc7_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_review
    ADD CONSTRAINT plan_review_plan_id_c262b80d_fk_plan_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan_plan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_review
    ADD CONSTRAINT plan_review_reviewed_by_id_db982f30_fk_people_staff_id FOREIGN KEY (reviewed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signature_client_id_1d0e942b_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signature_organisation_id_e91dceb0_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signature_plan_id_d01151cf_fk_plan_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan_plan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signature_staff_id_bcebb071_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plan_signature
    ADD CONSTRAINT plan_signature_witnessed_by_id_0c4dd9ec_fk_people_staff_id FOREIGN KEY (witnessed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_signinlink
    ADD CONSTRAINT portal_signinlink_client_id_2bbd80b6_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_signinlink
    ADD CONSTRAINT portal_signinlink_organisation_id_772fc078_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_signinlink
    ADD CONSTRAINT portal_signinlink_sent_by_id_76aec0cd_fk_people_staff_id FOREIGN KEY (sent_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_accountingrequest
    ADD CONSTRAINT privacy_accountingre_answered_by_id_0ff12976_fk_people_st FOREIGN KEY (answered_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_accountingrequest
    ADD CONSTRAINT privacy_accountingre_client_id_b0f1a2a8_fk_people_cl FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_accountingrequest
    ADD CONSTRAINT privacy_accountingre_organisation_id_91738dbb_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_breach
    ADD CONSTRAINT privacy_breach_organisation_id_06666dbc_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_breach
    ADD CONSTRAINT privacy_breach_recorded_by_id_9f1bebbf_fk_people_staff_id FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_breachperson
    ADD CONSTRAINT privacy_breachperson_breach_id_4b0579a9_fk_privacy_breach_id FOREIGN KEY (breach_id) REFERENCES public.privacy_breach(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_breachperson
    ADD CONSTRAINT privacy_breachperson_client_id_249110d8_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_breachperson
    ADD CONSTRAINT privacy_breachperson_organisation_id_80b7b6eb_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consent
    ADD CONSTRAINT privacy_consent_client_id_d8364291_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consent
    ADD CONSTRAINT privacy_consent_organisation_id_9db88905_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consent
    ADD CONSTRAINT privacy_consent_program_id_fddbd97c_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consent
    ADD CONSTRAINT privacy_consent_written_by_id_a3ab29b3_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consentrecipient
    ADD CONSTRAINT privacy_consentrecip_consent_id_35885738_fk_privacy_c FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consentrecipient
    ADD CONSTRAINT privacy_consentrecip_organisation_id_ae3799d9_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consentrecipient
    ADD CONSTRAINT privacy_consentrecip_recipient_id_9cd5950d_fk_privacy_r FOREIGN KEY (recipient_id) REFERENCES public.privacy_recipient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consentsignature
    ADD CONSTRAINT privacy_consentsigna_consent_id_32cb907f_fk_privacy_c FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consentsignature
    ADD CONSTRAINT privacy_consentsigna_organisation_id_51401b78_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_consentsignature
    ADD CONSTRAINT privacy_consentsignature_witness_id_878386b0_fk_people_staff_id FOREIGN KEY (witness_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_courtorder
    ADD CONSTRAINT privacy_courtorder_client_id_81830768_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_courtorder
    ADD CONSTRAINT privacy_courtorder_decided_by_id_6401a4c0_fk_people_staff_id FOREIGN KEY (decided_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_courtorder
    ADD CONSTRAINT privacy_courtorder_organisation_id_b5e91b5b_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_client_id_77a1f022_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_consent_id_0e3dc0d8_fk_privacy_consent_id FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_order_id_58132ff6_fk_privacy_courtorder_id FOREIGN KEY (order_id) REFERENCES public.privacy_courtorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_organisation_id_bf850258_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_qsoa_id_5644cde9_fk_privacy_qsoa_id FOREIGN KEY (qsoa_id) REFERENCES public.privacy_qsoa(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_disclosure
    ADD CONSTRAINT privacy_disclosure_recipient_id_cf999d15_fk_privacy_r FOREIGN KEY (recipient_id) REFERENCES public.privacy_recipient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_expiryreached
    ADD CONSTRAINT privacy_expiryreache_organisation_id_a295fdbb_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_expiryreached
    ADD CONSTRAINT privacy_expiryreached_consent_id_a302da06_fk_privacy_consent_id FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_expiryreached
    ADD CONSTRAINT privacy_expiryreached_noted_by_id_f82f63c0_fk_people_staff_id FOREIGN KEY (noted_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glass
    ADD CONSTRAINT privacy_glass_client_id_6e58b6b2_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glass
    ADD CONSTRAINT privacy_glass_organisation_id_f517fe72_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glass
    ADD CONSTRAINT privacy_glass_staff_id_b6db32e9_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glassclosing
    ADD CONSTRAINT privacy_glassclosing_by_id_1793a905_fk_people_staff_id FOREIGN KEY (by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glassclosing
    ADD CONSTRAINT privacy_glassclosing_glass_id_6255bc21_fk_privacy_glass_id FOREIGN KEY (glass_id) REFERENCES public.privacy_glass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glassclosing
    ADD CONSTRAINT privacy_glassclosing_organisation_id_e7869946_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glassreview
    ADD CONSTRAINT privacy_glassreview_by_id_1a835132_fk_people_staff_id FOREIGN KEY (by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glassreview
    ADD CONSTRAINT privacy_glassreview_glass_id_5e246d77_fk_privacy_glass_id FOREIGN KEY (glass_id) REFERENCES public.privacy_glass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_glassreview
    ADD CONSTRAINT privacy_glassreview_organisation_id_cc9d7eaf_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_notice
    ADD CONSTRAINT privacy_notice_organisation_id_aacb22d4_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_notice
    ADD CONSTRAINT privacy_notice_program_id_b9cfc9a2_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_notice
    ADD CONSTRAINT privacy_notice_written_by_id_23f3609a_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_noticegiven
    ADD CONSTRAINT privacy_noticegiven_client_id_c1e2e14a_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_noticegiven
    ADD CONSTRAINT privacy_noticegiven_given_by_id_00bbadc3_fk_people_staff_id FOREIGN KEY (given_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_noticegiven
    ADD CONSTRAINT privacy_noticegiven_notice_id_7c72f823_fk_privacy_notice_id FOREIGN KEY (notice_id) REFERENCES public.privacy_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_noticegiven
    ADD CONSTRAINT privacy_noticegiven_organisation_id_1aa0e846_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_qsoa
    ADD CONSTRAINT privacy_qsoa_organisation_id_ba18d3c8_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_qsoa
    ADD CONSTRAINT privacy_qsoa_recorded_by_id_564aacb7_fk_people_staff_id FOREIGN KEY (recorded_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_reach
    ADD CONSTRAINT privacy_reach_client_id_11f0685b_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_reach
    ADD CONSTRAINT privacy_reach_organisation_id_c41e91a7_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_recipient
    ADD CONSTRAINT privacy_recipient_client_id_02c296f5_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_recipient
    ADD CONSTRAINT privacy_recipient_organisation_id_75979f83_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_answered_by_id_4bb5172c_fk_people_staff_id FOREIGN KEY (answered_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_client_id_7107c089_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_ended_by_id_d6656f72_fk_people_staff_id FOREIGN KEY (ended_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_organisation_id_46892fe5_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_restriction
    ADD CONSTRAINT privacy_restriction_recipient_id_b7026697_fk_privacy_r FOREIGN KEY (recipient_id) REFERENCES public.privacy_recipient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocability
    ADD CONSTRAINT privacy_revocability_consent_id_c6d822fc_fk_privacy_consent_id FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocability
    ADD CONSTRAINT privacy_revocability_noted_by_id_598d2c5f_fk_people_staff_id FOREIGN KEY (noted_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocability
    ADD CONSTRAINT privacy_revocability_organisation_id_da6cb15a_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocation
    ADD CONSTRAINT privacy_revocation_consent_id_9e207033_fk_privacy_consent_id FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocation
    ADD CONSTRAINT privacy_revocation_organisation_id_54ca11be_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocation
    ADD CONSTRAINT privacy_revocation_taken_by_id_b4b11024_fk_people_staff_id FOREIGN KEY (taken_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocationnotice
    ADD CONSTRAINT privacy_revocationno_organisation_id_849b25a6_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocationnotice
    ADD CONSTRAINT privacy_revocationno_recipient_id_413145c7_fk_privacy_r FOREIGN KEY (recipient_id) REFERENCES public.privacy_recipient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocationnotice
    ADD CONSTRAINT privacy_revocationno_revocation_id_af3ccf7f_fk_privacy_r FOREIGN KEY (revocation_id) REFERENCES public.privacy_revocation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_revocationnotice
    ADD CONSTRAINT privacy_revocationnotice_told_by_id_2c9946d6_fk_people_staff_id FOREIGN KEY (told_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.programs_program
    ADD CONSTRAINT programs_program_organisation_id_f1b57d59_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_program
    ADD CONSTRAINT programs_program_site_id_8173726f_fk_programs_site_id FOREIGN KEY (site_id) REFERENCES public.programs_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_programlicence
    ADD CONSTRAINT programs_programlice_organisation_id_4d7827bf_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_programlicence
    ADD CONSTRAINT programs_programlice_program_id_da0e204c_fk_programs_ FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_room
    ADD CONSTRAINT programs_room_organisation_id_ec770bcd_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_room
    ADD CONSTRAINT programs_room_site_id_527324e9_fk_programs_site_id FOREIGN KEY (site_id) REFERENCES public.programs_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_site
    ADD CONSTRAINT programs_site_organisation_id_05acccd5_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_track
    ADD CONSTRAINT programs_track_organisation_id_2c742ae7_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.programs_track
    ADD CONSTRAINT programs_track_program_id_bb3835e1_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_draft
    ADD CONSTRAINT schedule_draft_organisation_id_65272128_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_draft
    ADD CONSTRAINT schedule_draft_program_id_c57a9c83_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_draft
    ADD CONSTRAINT schedule_draft_touched_by_id_912c23f8_fk_people_staff_id FOREIGN KEY (touched_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_client_id_1d09d443_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_offered_by_id_700bddd2_fk_people_staff_id FOREIGN KEY (offered_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_organisation_id_8fe76e45_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_seat_id_9c6b5453_fk_calendar_seat_id FOREIGN KEY (seat_id) REFERENCES public.calendar_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_makeupoffer
    ADD CONSTRAINT schedule_makeupoffer_session_id_e5545d84_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_proposal
    ADD CONSTRAINT schedule_proposal_asked_by_id_af21745a_fk_people_staff_id FOREIGN KEY (asked_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_proposal
    ADD CONSTRAINT schedule_proposal_organisation_id_623c9969_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_proposal
    ADD CONSTRAINT schedule_proposal_program_id_cdd2e77c_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_publication
    ADD CONSTRAINT schedule_publication_organisation_id_73004b84_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_publication
    ADD CONSTRAINT schedule_publication_program_id_5a6b20b7_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_publication
    ADD CONSTRAINT schedule_publication_proposal_id_142cc1eb_fk_schedule_ FOREIGN KEY (proposal_id) REFERENCES public.schedule_proposal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_publication
    ADD CONSTRAINT schedule_publication_published_by_id_e15de03b_fk_people_st FOREIGN KEY (published_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.schedule_publication
    ADD CONSTRAINT schedule_publication_undone_by_id_c44bf29a_fk_people_staff_id FOREIGN KEY (undone_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sealed_key
    ADD CONSTRAINT sealed_key_organisation_id_97539b17_fk_programs_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sealed_rotation
    ADD CONSTRAINT sealed_rotation_organisation_id_22743a87_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_client_id_f876849a_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_consent_id_9c06395f_fk_privacy_consent_id FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_organisation_id_e476c6a5_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_program_id_8fb7b53e_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_recipient_id_148e7ae3_fk_privacy_recipient_id FOREIGN KEY (recipient_id) REFERENCES public.privacy_recipient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_signed_by_id_e56fe210_fk_people_staff_id FOREIGN KEY (signed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_letter
    ADD CONSTRAINT sharing_letter_written_by_id_814932d4_fk_people_staff_id FOREIGN KEY (written_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_sharedpage
    ADD CONSTRAINT sharing_sharedpage_consent_id_cdff7e2a_fk_privacy_consent_id FOREIGN KEY (consent_id) REFERENCES public.privacy_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_sharedpage
    ADD CONSTRAINT sharing_sharedpage_organisation_id_6f7719e7_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_sharedpage
    ADD CONSTRAINT sharing_sharedpage_recipient_id_7280902b_fk_privacy_r FOREIGN KEY (recipient_id) REFERENCES public.privacy_recipient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_sharedpage
    ADD CONSTRAINT sharing_sharedpage_sent_by_id_42905278_fk_people_staff_id FOREIGN KEY (sent_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_user_id_8146e70c_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_admitted_by_id_4817bc0d_fk_people_staff_id FOREIGN KEY (admitted_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_client_id_0e563dbb_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_guest_id_48c63f44_fk_virtual_guest_id FOREIGN KEY (guest_id) REFERENCES public.virtual_guest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_organisation_id_4f9e65f7_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_room_id_95acebef_fk_virtual_videoroom_id FOREIGN KEY (room_id) REFERENCES public.virtual_videoroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_admission
    ADD CONSTRAINT virtual_admission_staff_id_80610f34_fk_people_staff_id FOREIGN KEY (staff_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_agreement
    ADD CONSTRAINT virtual_agreement_client_id_29734394_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_agreement
    ADD CONSTRAINT virtual_agreement_group_id_bc60714d_fk_calendar_group_id FOREIGN KEY (group_id) REFERENCES public.calendar_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_agreement
    ADD CONSTRAINT virtual_agreement_organisation_id_d344c909_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_alias
    ADD CONSTRAINT virtual_alias_client_id_222ed632_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_alias
    ADD CONSTRAINT virtual_alias_group_id_e54f48b1_fk_calendar_group_id FOREIGN KEY (group_id) REFERENCES public.calendar_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_alias
    ADD CONSTRAINT virtual_alias_organisation_id_8531f241_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_attestation
    ADD CONSTRAINT virtual_attestation_client_id_cdc9e9ca_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_attestation
    ADD CONSTRAINT virtual_attestation_organisation_id_3ed5349a_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_attestation
    ADD CONSTRAINT virtual_attestation_session_id_9d0a3e8b_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_evidence
    ADD CONSTRAINT virtual_evidence_admission_id_405f3b20_fk_virtual_admission_id FOREIGN KEY (admission_id) REFERENCES public.virtual_admission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_evidence
    ADD CONSTRAINT virtual_evidence_client_id_0dce215a_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_evidence
    ADD CONSTRAINT virtual_evidence_organisation_id_9216daa0_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_evidence
    ADD CONSTRAINT virtual_evidence_presence_id_94a2bc09_fk_encounters_presence_id FOREIGN KEY (presence_id) REFERENCES public.encounters_presence(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_guest
    ADD CONSTRAINT virtual_guest_client_id_8e905bd6_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_guest
    ADD CONSTRAINT virtual_guest_organisation_id_c254f33d_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_guest
    ADD CONSTRAINT virtual_guest_session_id_bbf17fef_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_helpcall
    ADD CONSTRAINT virtual_helpcall_called_by_id_35f5a1c1_fk_people_staff_id FOREIGN KEY (called_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_helpcall
    ADD CONSTRAINT virtual_helpcall_client_id_3aa1c442_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_helpcall
    ADD CONSTRAINT virtual_helpcall_organisation_id_91ab63fe_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_helpcall
    ADD CONSTRAINT virtual_helpcall_seen_by_id_8ccf769b_fk_people_staff_id FOREIGN KEY (seen_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_helpcall
    ADD CONSTRAINT virtual_helpcall_session_id_7d5f503a_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videopolicy
    ADD CONSTRAINT virtual_videopolicy_changed_by_id_990172ec_fk_people_staff_id FOREIGN KEY (changed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videopolicy
    ADD CONSTRAINT virtual_videopolicy_organisation_id_a913b9b5_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videopolicy
    ADD CONSTRAINT virtual_videopolicy_program_id_3157f8c9_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videoroom
    ADD CONSTRAINT virtual_videoroom_closed_by_id_f1d2619f_fk_people_staff_id FOREIGN KEY (closed_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videoroom
    ADD CONSTRAINT virtual_videoroom_opened_by_id_c12c0cb2_fk_people_staff_id FOREIGN KEY (opened_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videoroom
    ADD CONSTRAINT virtual_videoroom_organisation_id_fe3b575b_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_videoroom
    ADD CONSTRAINT virtual_videoroom_session_id_e81861bb_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_written
    ADD CONSTRAINT virtual_written_client_id_37759038_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_written
    ADD CONSTRAINT virtual_written_organisation_id_e6e5aed5_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.virtual_written
    ADD CONSTRAINT virtual_written_session_id_b49fe980_fk_calendar_session_id FOREIGN KEY (session_id) REFERENCES public.calendar_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.worklist_workitem
    ADD CONSTRAINT worklist_workitem_assigned_to_id_1af7c49b_fk_people_staff_id FOREIGN KEY (assigned_to_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.worklist_workitem
    ADD CONSTRAINT worklist_workitem_client_id_5396705a_fk_people_client_id FOREIGN KEY (client_id) REFERENCES public.people_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.worklist_workitem
    ADD CONSTRAINT worklist_workitem_done_by_id_2d9c3fb3_fk_people_staff_id FOREIGN KEY (done_by_id) REFERENCES public.people_staff(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.worklist_workitem
    ADD CONSTRAINT worklist_workitem_organisation_id_54d9cd51_fk_programs_ FOREIGN KEY (organisation_id) REFERENCES public.programs_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.worklist_workitem
    ADD CONSTRAINT worklist_workitem_program_id_e2099703_fk_programs_program_id FOREIGN KEY (program_id) REFERENCES public.programs_program(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.aftercare_alumni ENABLE ROW LEVEL SECURITY;
CREATE POLICY aftercare_alumni_add ON public.aftercare_alumni FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = aftercare_alumni.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY aftercare_alumni_change ON public.aftercare_alumni FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = aftercare_alumni.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = aftercare_alumni.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY aftercare_alumni_read ON public.aftercare_alumni FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = aftercare_alumni.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY aftercare_alumni_remove ON public.aftercare_alumni FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = aftercare_alumni.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.aftercare_continuingcare ENABLE ROW LEVEL SECURITY;
CREATE POLICY aftercare_continuingcare_add ON public.aftercare_continuingcare FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_continuingcare.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_continuingcare_change ON public.aftercare_continuingcare FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_continuingcare.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_continuingcare.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_continuingcare_read ON public.aftercare_continuingcare FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_continuingcare.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_continuingcare_remove ON public.aftercare_continuingcare FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_continuingcare.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.aftercare_dischargesummary ENABLE ROW LEVEL SECURITY;
CREATE POLICY aftercare_dischargesummary_add ON public.aftercare_dischargesummary FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client_of_discharge(aftercare_dischargesummary.discharge_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_dischargesummary_change ON public.aftercare_dischargesummary FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client_of_discharge(aftercare_dischargesummary.discharge_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client_of_discharge(aftercare_dischargesummary.discharge_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_dischargesummary_read ON public.aftercare_dischargesummary FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client_of_discharge(aftercare_dischargesummary.discharge_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_dischargesummary_remove ON public.aftercare_dischargesummary FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client_of_discharge(aftercare_dischargesummary.discharge_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.aftercare_followup ENABLE ROW LEVEL SECURITY;
CREATE POLICY aftercare_followup_add ON public.aftercare_followup FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_followup.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_followup_change ON public.aftercare_followup FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_followup.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_followup.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_followup_read ON public.aftercare_followup FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_followup.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY aftercare_followup_remove ON public.aftercare_followup FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(aftercare_followup.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_event_add ON public.audit_event FOR INSERT WITH CHECK ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY audit_event_read ON public.audit_event FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('audit'::text = ANY (s.items)))))) AND (((client_id IS NULL) AND ( SELECT (public.privacy_kind() <> 'client'::text))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = audit_event.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.audit_reading ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_reading_read ON public.audit_reading FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('audit'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = audit_reading.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.calendar_availability ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_availability_add ON public.calendar_availability FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_availability.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY calendar_availability_change ON public.calendar_availability FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_availability.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_availability.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY calendar_availability_read ON public.calendar_availability FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_availability.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY calendar_availability_remove ON public.calendar_availability FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_availability.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.calendar_feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_feed_add ON public.calendar_feed FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_feed.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_feed_change ON public.calendar_feed FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_feed.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_feed.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_feed_read ON public.calendar_feed FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_feed.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_feed_remove ON public.calendar_feed FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_feed.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.calendar_group ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_group_add ON public.calendar_group FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_group_change ON public.calendar_group FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_group_read ON public.calendar_group FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY calendar_group_remove ON public.calendar_group FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.calendar_lead ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_lead_add ON public.calendar_lead FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_lead_change ON public.calendar_lead FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_lead_read ON public.calendar_lead FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY calendar_lead_remove ON public.calendar_lead FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.calendar_membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_membership_add ON public.calendar_membership FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_membership.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_membership_change ON public.calendar_membership FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_membership.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_membership.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_membership_read ON public.calendar_membership FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_membership.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_membership_remove ON public.calendar_membership FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_membership.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.calendar_seat ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_seat_add ON public.calendar_seat FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_seat.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_seat_change ON public.calendar_seat FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_seat.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_seat.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_seat_read ON public.calendar_seat FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_seat.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_seat_remove ON public.calendar_seat FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_seat.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.calendar_separation ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_separation_add ON public.calendar_separation FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.one_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.other_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_separation_change ON public.calendar_separation FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('placement'::text = ANY (s.items)))))) AND ((EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.one_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.other_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.one_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.other_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_separation_read ON public.calendar_separation FOR SELECT USING (((EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('placement'::text = ANY (s.items)))))) AND ((EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.one_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.other_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY calendar_separation_remove ON public.calendar_separation FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('placement'::text = ANY (s.items)))))) AND ((EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.one_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = calendar_separation.other_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.calendar_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_session_add ON public.calendar_session FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_session_change ON public.calendar_session FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_session_read ON public.calendar_session FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY calendar_session_remove ON public.calendar_session FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.calendar_terms ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_terms_add ON public.calendar_terms FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_terms_change ON public.calendar_terms FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_terms_read ON public.calendar_terms FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY calendar_terms_remove ON public.calendar_terms FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.calendar_topic ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_topic_add ON public.calendar_topic FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_topic_change ON public.calendar_topic FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_topic_read ON public.calendar_topic FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY calendar_topic_remove ON public.calendar_topic FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.calendar_workinghours ENABLE ROW LEVEL SECURITY;
CREATE POLICY calendar_workinghours_add ON public.calendar_workinghours FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_workinghours_change ON public.calendar_workinghours FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY calendar_workinghours_read ON public.calendar_workinghours FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY calendar_workinghours_remove ON public.calendar_workinghours FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.encounters_addendum ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_addendum_add ON public.encounters_addendum FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_addendum.note_id)))));
CREATE POLICY encounters_addendum_change ON public.encounters_addendum FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_addendum.note_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_addendum.note_id)))));
CREATE POLICY encounters_addendum_read ON public.encounters_addendum FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_addendum.note_id)))));
CREATE POLICY encounters_addendum_remove ON public.encounters_addendum FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_addendum.note_id)))));
ALTER TABLE public.encounters_arrivalnumber ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_arrivalnumber_add ON public.encounters_arrivalnumber FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_arrivalnumber.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_arrivalnumber_change ON public.encounters_arrivalnumber FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_arrivalnumber.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_arrivalnumber.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_arrivalnumber_read ON public.encounters_arrivalnumber FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_arrivalnumber.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_arrivalnumber_remove ON public.encounters_arrivalnumber FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_arrivalnumber.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.encounters_cosignature ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_cosignature_add ON public.encounters_cosignature FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_cosignature.note_id)))));
CREATE POLICY encounters_cosignature_change ON public.encounters_cosignature FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_cosignature.note_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_cosignature.note_id)))));
CREATE POLICY encounters_cosignature_read ON public.encounters_cosignature FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_cosignature.note_id)))));
CREATE POLICY encounters_cosignature_remove ON public.encounters_cosignature FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.encounters_note p
  WHERE (p.id = encounters_cosignature.note_id)))));
ALTER TABLE public.encounters_counselingnote ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_counselingnote_add ON public.encounters_counselingnote FOR INSERT WITH CHECK (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (author_id = ( SELECT public.privacy_actor() AS privacy_actor)) AND (( SELECT public.privacy_kind() AS privacy_kind) = 'staff'::text) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_counselingnote.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY encounters_counselingnote_change ON public.encounters_counselingnote FOR UPDATE USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (author_id = ( SELECT public.privacy_actor() AS privacy_actor)) AND (( SELECT public.privacy_kind() AS privacy_kind) = 'staff'::text))) WITH CHECK (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (author_id = ( SELECT public.privacy_actor() AS privacy_actor)) AND (( SELECT public.privacy_kind() AS privacy_kind) = 'staff'::text) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_counselingnote.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY encounters_counselingnote_read ON public.encounters_counselingnote FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (((author_id = ( SELECT public.privacy_actor() AS privacy_actor)) AND (( SELECT public.privacy_kind() AS privacy_kind) = 'staff'::text)) OR ((( SELECT public.privacy_kind() AS privacy_kind) = 'staff'::text) AND (EXISTS ( SELECT 1
   FROM public.people_staff a
  WHERE ((a.id = encounters_counselingnote.author_id) AND (a.supervisor_id = ( SELECT public.privacy_actor() AS privacy_actor)))))))));
ALTER TABLE public.encounters_kiosk ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_kiosk_add ON public.encounters_kiosk FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY encounters_kiosk_change ON public.encounters_kiosk FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND ((NOT (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))) OR (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY encounters_kiosk_read ON public.encounters_kiosk FOR SELECT USING (((NOT (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))) OR (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY encounters_kiosk_remove ON public.encounters_kiosk FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND ((NOT (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))) OR (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))));
ALTER TABLE public.encounters_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_note_add ON public.encounters_note FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_note.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_note_change ON public.encounters_note FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_note.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_note.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_note_read ON public.encounters_note FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_note.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_note_remove ON public.encounters_note FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_note.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.encounters_presence ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_presence_add ON public.encounters_presence FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_presence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_presence_change ON public.encounters_presence FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_presence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_presence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_presence_read ON public.encounters_presence FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_presence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_presence_remove ON public.encounters_presence FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_presence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.encounters_sharednote ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_sharednote_add ON public.encounters_sharednote FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND public.encounters_somebody_reached(session_id, ( SELECT s.everyone
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY encounters_sharednote_change ON public.encounters_sharednote FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND public.encounters_somebody_reached(session_id, ( SELECT s.holders
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND public.encounters_somebody_reached(session_id, ( SELECT s.everyone
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY encounters_sharednote_read ON public.encounters_sharednote FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND public.encounters_somebody_reached(session_id, ( SELECT s.holders
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY encounters_sharednote_remove ON public.encounters_sharednote FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND public.encounters_somebody_reached(session_id, ( SELECT s.holders
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.encounters_tap ENABLE ROW LEVEL SECURITY;
CREATE POLICY encounters_tap_add ON public.encounters_tap FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_tap.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_tap_change ON public.encounters_tap FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_tap.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_tap.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_tap_read ON public.encounters_tap FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_tap.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY encounters_tap_remove ON public.encounters_tap FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = encounters_tap.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_coverage ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_coverage_add ON public.intake_coverage FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_coverage.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_coverage_change ON public.intake_coverage FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_coverage.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_coverage.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_coverage_read ON public.intake_coverage FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_coverage.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_coverage_remove ON public.intake_coverage FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_coverage.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_diagnosis ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_diagnosis_add ON public.intake_diagnosis FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_diagnosis.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_diagnosis_change ON public.intake_diagnosis FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_diagnosis.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_diagnosis.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_diagnosis_read ON public.intake_diagnosis FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_diagnosis.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_diagnosis_remove ON public.intake_diagnosis FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_diagnosis.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_dimensionrating ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_dimensionrating_add ON public.intake_dimensionrating FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_dimensionrating.evaluation_id)))));
CREATE POLICY intake_dimensionrating_change ON public.intake_dimensionrating FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_dimensionrating.evaluation_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_dimensionrating.evaluation_id)))));
CREATE POLICY intake_dimensionrating_read ON public.intake_dimensionrating FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_dimensionrating.evaluation_id)))));
CREATE POLICY intake_dimensionrating_remove ON public.intake_dimensionrating FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_dimensionrating.evaluation_id)))));
ALTER TABLE public.intake_evaluation ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_evaluation_add ON public.intake_evaluation FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_evaluation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_evaluation_change ON public.intake_evaluation FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_evaluation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_evaluation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_evaluation_read ON public.intake_evaluation FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_evaluation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_evaluation_remove ON public.intake_evaluation FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_evaluation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_importedresource ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_importedresource_add ON public.intake_importedresource FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_importedresource.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_importedresource_change ON public.intake_importedresource FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_importedresource.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_importedresource.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_importedresource_read ON public.intake_importedresource FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_importedresource.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_importedresource_remove ON public.intake_importedresource FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_importedresource.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_matchreview ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_matchreview_add ON public.intake_matchreview FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_matchreview.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_matchreview_change ON public.intake_matchreview FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_matchreview.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_matchreview.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_matchreview_read ON public.intake_matchreview FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR (intake_matchreview.program_id = ANY (s.holders))))))));
CREATE POLICY intake_matchreview_remove ON public.intake_matchreview FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_matchreview.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_priorencounter ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_priorencounter_add ON public.intake_priorencounter FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_priorencounter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_priorencounter_change ON public.intake_priorencounter FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_priorencounter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_priorencounter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_priorencounter_read ON public.intake_priorencounter FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_priorencounter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_priorencounter_remove ON public.intake_priorencounter FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_priorencounter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_referral_add ON public.intake_referral FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_referral.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_referral_change ON public.intake_referral FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_referral.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_referral.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_referral_read ON public.intake_referral FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_referral.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY intake_referral_remove ON public.intake_referral FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = intake_referral.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.intake_screening ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_screening_add ON public.intake_screening FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.intake_referral p
  WHERE (p.id = intake_screening.referral_id)))));
CREATE POLICY intake_screening_change ON public.intake_screening FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_referral p
  WHERE (p.id = intake_screening.referral_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.intake_referral p
  WHERE (p.id = intake_screening.referral_id)))));
CREATE POLICY intake_screening_read ON public.intake_screening FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_referral p
  WHERE (p.id = intake_screening.referral_id)))));
CREATE POLICY intake_screening_remove ON public.intake_screening FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_referral p
  WHERE (p.id = intake_screening.referral_id)))));
ALTER TABLE public.intake_sourcedocument ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_sourcedocument_add ON public.intake_sourcedocument FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY intake_sourcedocument_change ON public.intake_sourcedocument FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY intake_sourcedocument_read ON public.intake_sourcedocument FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items)))))));
CREATE POLICY intake_sourcedocument_remove ON public.intake_sourcedocument FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('referral'::text = ANY (s.items))))))));
ALTER TABLE public.intake_substanceuse ENABLE ROW LEVEL SECURITY;
CREATE POLICY intake_substanceuse_add ON public.intake_substanceuse FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_substanceuse.evaluation_id)))));
CREATE POLICY intake_substanceuse_change ON public.intake_substanceuse FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_substanceuse.evaluation_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_substanceuse.evaluation_id)))));
CREATE POLICY intake_substanceuse_read ON public.intake_substanceuse FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_substanceuse.evaluation_id)))));
CREATE POLICY intake_substanceuse_remove ON public.intake_substanceuse FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('evaluation'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.intake_evaluation p
  WHERE (p.id = intake_substanceuse.evaluation_id)))));
ALTER TABLE public.measures_response ENABLE ROW LEVEL SECURITY;
CREATE POLICY measures_response_add ON public.measures_response FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_response.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY measures_response_change ON public.measures_response FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('measures'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_response.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_response.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY measures_response_read ON public.measures_response FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('measures'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_response.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY measures_response_remove ON public.measures_response FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('measures'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_response.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.measures_safetyalert ENABLE ROW LEVEL SECURITY;
CREATE POLICY measures_safetyalert_add ON public.measures_safetyalert FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_safetyalert.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY measures_safetyalert_change ON public.measures_safetyalert FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('measures'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_safetyalert.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_safetyalert.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY measures_safetyalert_read ON public.measures_safetyalert FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('measures'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_safetyalert.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY measures_safetyalert_remove ON public.measures_safetyalert FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('measures'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = measures_safetyalert.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.medical_medication ENABLE ROW LEVEL SECURITY;
CREATE POLICY medical_medication_add ON public.medical_medication FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_medication.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY medical_medication_change ON public.medical_medication FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('medical'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_medication.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_medication.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY medical_medication_read ON public.medical_medication FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('medical'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_medication.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY medical_medication_remove ON public.medical_medication FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('medical'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_medication.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.medical_toxicologytest ENABLE ROW LEVEL SECURITY;
CREATE POLICY medical_toxicologytest_add ON public.medical_toxicologytest FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_toxicologytest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY medical_toxicologytest_change ON public.medical_toxicologytest FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('medical'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_toxicologytest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_toxicologytest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY medical_toxicologytest_read ON public.medical_toxicologytest FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('medical'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_toxicologytest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY medical_toxicologytest_remove ON public.medical_toxicologytest FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('medical'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = medical_toxicologytest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.outgoing_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY outgoing_message_add ON public.outgoing_message FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((to_client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = outgoing_message.to_client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY outgoing_message_change ON public.outgoing_message FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('messages'::text = ANY (s.items)))))) AND ((to_client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = outgoing_message.to_client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((to_client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = outgoing_message.to_client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY outgoing_message_read ON public.outgoing_message FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('messages'::text = ANY (s.items)))))) AND ((to_client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = outgoing_message.to_client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY outgoing_message_remove ON public.outgoing_message FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('messages'::text = ANY (s.items)))))) AND ((to_client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = outgoing_message.to_client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.people_client ENABLE ROW LEVEL SECURITY;
CREATE POLICY people_client_add ON public.people_client FOR INSERT WITH CHECK (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ( SELECT (public.privacy_kind() = ANY (ARRAY['staff'::text, 'system'::text])))));
CREATE POLICY people_client_change ON public.people_client FOR UPDATE USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_client.id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY people_client_read ON public.people_client FOR SELECT USING ((((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_client.id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))) OR (user_id = ( SELECT
        CASE
            WHEN (public.privacy_kind() = 'arriving'::text) THEN public.privacy_actor()
            ELSE NULL::uuid
        END AS "case"))));
ALTER TABLE public.people_clientidentifier ENABLE ROW LEVEL SECURITY;
CREATE POLICY people_clientidentifier_add ON public.people_clientidentifier FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_clientidentifier.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY people_clientidentifier_change ON public.people_clientidentifier FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_clientidentifier.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_clientidentifier.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY people_clientidentifier_read ON public.people_clientidentifier FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_clientidentifier.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY people_clientidentifier_remove ON public.people_clientidentifier FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_clientidentifier.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.people_contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY people_contact_add ON public.people_contact FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_contact.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY people_contact_change ON public.people_contact FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_contact.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_contact.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY people_contact_read ON public.people_contact FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_contact.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY people_contact_remove ON public.people_contact FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = people_contact.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.placement_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY placement_decision_add ON public.placement_decision FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_decision.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_decision_change ON public.placement_decision FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('placement'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_decision.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_decision.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_decision_read ON public.placement_decision FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('placement'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_decision.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_decision_remove ON public.placement_decision FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('placement'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_decision.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.placement_discharge ENABLE ROW LEVEL SECURITY;
CREATE POLICY placement_discharge_add ON public.placement_discharge FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_discharge.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_discharge_change ON public.placement_discharge FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_discharge.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_discharge.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_discharge_read ON public.placement_discharge FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_discharge.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_discharge_remove ON public.placement_discharge FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('aftercare'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_discharge.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.placement_episode ENABLE ROW LEVEL SECURITY;
CREATE POLICY placement_episode_add ON public.placement_episode FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = placement_episode.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY placement_episode_change ON public.placement_episode FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = placement_episode.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = placement_episode.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY placement_episode_read ON public.placement_episode FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = placement_episode.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY placement_episode_recipient ON public.placement_episode FOR SELECT USING ((( SELECT (public.privacy_kind() = 'recipient'::text)) AND (organisation_id = ANY (ARRAY[( SELECT public.privacy_org('placement'::text) AS privacy_org), ( SELECT public.privacy_org('plan'::text) AS privacy_org), ( SELECT public.privacy_org('aftercare'::text) AS privacy_org)])) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = placement_episode.client_id) AND (r.holder_id = ANY (( SELECT public.privacy_holders('placement'::text) AS privacy_holders)::uuid[])) AND (r.until > now()))))));
CREATE POLICY placement_episode_remove ON public.placement_episode FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = placement_episode.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.placement_levelperiod ENABLE ROW LEVEL SECURITY;
CREATE POLICY placement_levelperiod_add ON public.placement_levelperiod FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_levelperiod.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_levelperiod_change ON public.placement_levelperiod FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_levelperiod.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_levelperiod.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_levelperiod_read ON public.placement_levelperiod FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_levelperiod.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY placement_levelperiod_remove ON public.placement_levelperiod FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('identity'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.placement_client(placement_levelperiod.episode_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_goal ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_goal_add ON public.plan_goal FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_goal.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_goal_change ON public.plan_goal FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_goal.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_goal.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_goal_read ON public.plan_goal FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_goal.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_goal_remove ON public.plan_goal FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_goal.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_intervention ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_intervention_add ON public.plan_intervention FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_intervention.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_intervention_change ON public.plan_intervention FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_intervention.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_intervention.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_intervention_read ON public.plan_intervention FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_intervention.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_intervention_remove ON public.plan_intervention FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_intervention.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_objective ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_objective_add ON public.plan_objective FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_objective.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_objective_change ON public.plan_objective FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_objective.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_objective.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_objective_read ON public.plan_objective FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_objective.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_objective_remove ON public.plan_objective FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_objective.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_plan_add ON public.plan_plan FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_plan.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_plan_change ON public.plan_plan FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_plan.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_plan.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_plan_not_by_hours ON public.plan_plan AS RESTRICTIVE FOR SELECT USING (( SELECT ((s.kind <> 'recipient'::text) OR ('plan'::text = ANY (s.items)))
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))));
CREATE POLICY plan_plan_read ON public.plan_plan FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_plan.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_plan_recipient ON public.plan_plan FOR SELECT USING ((( SELECT (public.privacy_kind() = 'recipient'::text)) AND (organisation_id = ( SELECT public.privacy_org('plan'::text) AS privacy_org)) AND (EXISTS ( SELECT 1
   FROM public.placement_episode p
  WHERE (p.id = plan_plan.episode_id)))));
CREATE POLICY plan_plan_remove ON public.plan_plan FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_plan.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_prescribeddose ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_prescribeddose_add ON public.plan_prescribeddose FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_prescribeddose.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_prescribeddose_change ON public.plan_prescribeddose FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_prescribeddose.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_prescribeddose.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_prescribeddose_read ON public.plan_prescribeddose FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_prescribeddose.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_prescribeddose_remove ON public.plan_prescribeddose FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_prescribeddose.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_problem ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_problem_add ON public.plan_problem FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_problem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_problem_change ON public.plan_problem FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_problem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_problem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_problem_read ON public.plan_problem FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_problem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_problem_remove ON public.plan_problem FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = plan_problem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_review_add ON public.plan_review FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_review.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_review_change ON public.plan_review FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_review.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_review.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_review_read ON public.plan_review FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_review.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_review_remove ON public.plan_review FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_review.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.plan_signature ENABLE ROW LEVEL SECURITY;
CREATE POLICY plan_signature_add ON public.plan_signature FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_signature.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_signature_change ON public.plan_signature FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_signature.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_signature.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_signature_read ON public.plan_signature FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_signature.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY plan_signature_remove ON public.plan_signature FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('plan'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = public.plan_client(plan_signature.plan_id)) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.privacy_accountingrequest ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_accountingrequest_add ON public.privacy_accountingrequest FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_accountingrequest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_accountingrequest_change ON public.privacy_accountingrequest FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_accountingrequest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_accountingrequest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_accountingrequest_read ON public.privacy_accountingrequest FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_accountingrequest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_accountingrequest_remove ON public.privacy_accountingrequest FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_accountingrequest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_breach ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_breach_add ON public.privacy_breach FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_breach_change ON public.privacy_breach FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_breach_read ON public.privacy_breach FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))));
CREATE POLICY privacy_breach_remove ON public.privacy_breach FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items))))))));
ALTER TABLE public.privacy_breachperson ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_breachperson_add ON public.privacy_breachperson FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_breachperson.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_breachperson_change ON public.privacy_breachperson FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_breachperson.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_breachperson.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_breachperson_read ON public.privacy_breachperson FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_breachperson.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_breachperson_remove ON public.privacy_breachperson FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_breachperson.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_consent_add ON public.privacy_consent FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_consent.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_consent_change ON public.privacy_consent FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_consent.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_consent.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_consent_read ON public.privacy_consent FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_consent.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_consent_remove ON public.privacy_consent FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_consent.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_consentrecipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_consentrecipient_add ON public.privacy_consentrecipient FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentrecipient.consent_id)))));
CREATE POLICY privacy_consentrecipient_change ON public.privacy_consentrecipient FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentrecipient.consent_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentrecipient.consent_id)))));
CREATE POLICY privacy_consentrecipient_read ON public.privacy_consentrecipient FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentrecipient.consent_id)))));
CREATE POLICY privacy_consentrecipient_remove ON public.privacy_consentrecipient FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentrecipient.consent_id)))));
ALTER TABLE public.privacy_consentsignature ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_consentsignature_add ON public.privacy_consentsignature FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentsignature.consent_id)))));
CREATE POLICY privacy_consentsignature_change ON public.privacy_consentsignature FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentsignature.consent_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentsignature.consent_id)))));
CREATE POLICY privacy_consentsignature_read ON public.privacy_consentsignature FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentsignature.consent_id)))));
CREATE POLICY privacy_consentsignature_remove ON public.privacy_consentsignature FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_consentsignature.consent_id)))));
ALTER TABLE public.privacy_courtorder ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_courtorder_add ON public.privacy_courtorder FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_courtorder.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_courtorder_change ON public.privacy_courtorder FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_courtorder.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_courtorder.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_courtorder_read ON public.privacy_courtorder FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_courtorder.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_courtorder_remove ON public.privacy_courtorder FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_courtorder.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_disclosure ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_disclosure_add ON public.privacy_disclosure FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_disclosure.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_disclosure_change ON public.privacy_disclosure FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_disclosure.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_disclosure.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_disclosure_read ON public.privacy_disclosure FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_disclosure.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_disclosure_remove ON public.privacy_disclosure FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_disclosure.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_expiryreached ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_expiryreached_add ON public.privacy_expiryreached FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_expiryreached.consent_id)))));
CREATE POLICY privacy_expiryreached_change ON public.privacy_expiryreached FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_expiryreached.consent_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_expiryreached.consent_id)))));
CREATE POLICY privacy_expiryreached_read ON public.privacy_expiryreached FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_expiryreached.consent_id)))));
CREATE POLICY privacy_expiryreached_remove ON public.privacy_expiryreached FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_expiryreached.consent_id)))));
ALTER TABLE public.privacy_glass ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_glass_add ON public.privacy_glass FOR INSERT WITH CHECK (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((staff_id = ( SELECT public.privacy_actor() AS privacy_actor)) OR (( SELECT public.privacy_kind() AS privacy_kind) = 'system'::text)) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_glass.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))) AND ((at >= (now() - '00:01:00'::interval)) AND (at <= (now() + '00:01:00'::interval)))));
CREATE POLICY privacy_glass_read ON public.privacy_glass FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((staff_id = ( SELECT public.privacy_actor() AS privacy_actor)) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_glass.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_glassclosing ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_glassclosing_add ON public.privacy_glassclosing FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassclosing.glass_id)))));
CREATE POLICY privacy_glassclosing_change ON public.privacy_glassclosing FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassclosing.glass_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassclosing.glass_id)))));
CREATE POLICY privacy_glassclosing_read ON public.privacy_glassclosing FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassclosing.glass_id)))));
CREATE POLICY privacy_glassclosing_remove ON public.privacy_glassclosing FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassclosing.glass_id)))));
ALTER TABLE public.privacy_glassreview ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_glassreview_add ON public.privacy_glassreview FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassreview.glass_id)))));
CREATE POLICY privacy_glassreview_change ON public.privacy_glassreview FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassreview.glass_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassreview.glass_id)))));
CREATE POLICY privacy_glassreview_read ON public.privacy_glassreview FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassreview.glass_id)))));
CREATE POLICY privacy_glassreview_remove ON public.privacy_glassreview FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_glass p
  WHERE (p.id = privacy_glassreview.glass_id)))));
ALTER TABLE public.privacy_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_notice_add ON public.privacy_notice FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_notice_change ON public.privacy_notice FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_notice_read ON public.privacy_notice FOR SELECT USING (((published_at IS NOT NULL) OR (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_notice_remove ON public.privacy_notice FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.privacy_noticegiven ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_noticegiven_add ON public.privacy_noticegiven FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_noticegiven.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_noticegiven_change ON public.privacy_noticegiven FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_noticegiven.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_noticegiven.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_noticegiven_read ON public.privacy_noticegiven FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_noticegiven.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_noticegiven_remove ON public.privacy_noticegiven FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_noticegiven.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_qsoa ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_qsoa_add ON public.privacy_qsoa FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_qsoa_change ON public.privacy_qsoa FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY privacy_qsoa_read ON public.privacy_qsoa FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY privacy_qsoa_remove ON public.privacy_qsoa FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.privacy_reach ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_reach_read ON public.privacy_reach FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
ALTER TABLE public.privacy_recipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_recipient_add ON public.privacy_recipient FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_recipient.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_recipient_change ON public.privacy_recipient FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_recipient.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_recipient.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_recipient_read ON public.privacy_recipient FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_recipient.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_recipient_remove ON public.privacy_recipient FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_recipient.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_restriction ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_restriction_add ON public.privacy_restriction FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_restriction.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_restriction_change ON public.privacy_restriction FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_restriction.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_restriction.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_restriction_read ON public.privacy_restriction FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_restriction.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY privacy_restriction_remove ON public.privacy_restriction FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = privacy_restriction.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.privacy_revocability ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_revocability_add ON public.privacy_revocability FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocability.consent_id)))));
CREATE POLICY privacy_revocability_change ON public.privacy_revocability FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocability.consent_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocability.consent_id)))));
CREATE POLICY privacy_revocability_read ON public.privacy_revocability FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocability.consent_id)))));
CREATE POLICY privacy_revocability_remove ON public.privacy_revocability FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocability.consent_id)))));
ALTER TABLE public.privacy_revocation ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_revocation_add ON public.privacy_revocation FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocation.consent_id)))));
CREATE POLICY privacy_revocation_change ON public.privacy_revocation FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocation.consent_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocation.consent_id)))));
CREATE POLICY privacy_revocation_read ON public.privacy_revocation FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocation.consent_id)))));
CREATE POLICY privacy_revocation_remove ON public.privacy_revocation FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = privacy_revocation.consent_id)))));
ALTER TABLE public.privacy_revocationnotice ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_revocationnotice_add ON public.privacy_revocationnotice FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_revocation p
  WHERE (p.id = privacy_revocationnotice.revocation_id)))));
CREATE POLICY privacy_revocationnotice_change ON public.privacy_revocationnotice FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_revocation p
  WHERE (p.id = privacy_revocationnotice.revocation_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_revocation p
  WHERE (p.id = privacy_revocationnotice.revocation_id)))));
CREATE POLICY privacy_revocationnotice_read ON public.privacy_revocationnotice FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_revocation p
  WHERE (p.id = privacy_revocationnotice.revocation_id)))));
CREATE POLICY privacy_revocationnotice_remove ON public.privacy_revocationnotice FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_revocation p
  WHERE (p.id = privacy_revocationnotice.revocation_id)))));
ALTER TABLE public.schedule_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY schedule_draft_add ON public.schedule_draft FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY schedule_draft_change ON public.schedule_draft FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY schedule_draft_read ON public.schedule_draft FOR SELECT USING (((EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items))))))));
CREATE POLICY schedule_draft_remove ON public.schedule_draft FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items))))))));
ALTER TABLE public.schedule_makeupoffer ENABLE ROW LEVEL SECURITY;
CREATE POLICY schedule_makeupoffer_add ON public.schedule_makeupoffer FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = schedule_makeupoffer.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY schedule_makeupoffer_change ON public.schedule_makeupoffer FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = schedule_makeupoffer.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = schedule_makeupoffer.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY schedule_makeupoffer_read ON public.schedule_makeupoffer FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = schedule_makeupoffer.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY schedule_makeupoffer_remove ON public.schedule_makeupoffer FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = schedule_makeupoffer.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.schedule_proposal ENABLE ROW LEVEL SECURITY;
CREATE POLICY schedule_proposal_add ON public.schedule_proposal FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY schedule_proposal_change ON public.schedule_proposal FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY schedule_proposal_read ON public.schedule_proposal FOR SELECT USING (((EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items))))))));
CREATE POLICY schedule_proposal_remove ON public.schedule_proposal FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items))))))));
ALTER TABLE public.schedule_publication ENABLE ROW LEVEL SECURITY;
CREATE POLICY schedule_publication_add ON public.schedule_publication FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY schedule_publication_change ON public.schedule_publication FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY schedule_publication_read ON public.schedule_publication FOR SELECT USING (((EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items))))))));
CREATE POLICY schedule_publication_remove ON public.schedule_publication FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (EXISTS ( SELECT 1
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND (s.kind = ANY (ARRAY['staff'::text, 'system'::text]))))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items))))))));
ALTER TABLE public.sharing_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY sharing_letter_add ON public.sharing_letter FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = sharing_letter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY sharing_letter_change ON public.sharing_letter FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = sharing_letter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = sharing_letter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY sharing_letter_read ON public.sharing_letter FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = sharing_letter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY sharing_letter_remove ON public.sharing_letter FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = sharing_letter.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.sharing_sharedpage ENABLE ROW LEVEL SECURITY;
CREATE POLICY sharing_sharedpage_add ON public.sharing_sharedpage FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = sharing_sharedpage.consent_id)))));
CREATE POLICY sharing_sharedpage_change ON public.sharing_sharedpage FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = sharing_sharedpage.consent_id))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = sharing_sharedpage.consent_id)))));
CREATE POLICY sharing_sharedpage_read ON public.sharing_sharedpage FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = sharing_sharedpage.consent_id)))));
CREATE POLICY sharing_sharedpage_remove ON public.sharing_sharedpage FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_consent p
  WHERE (p.id = sharing_sharedpage.consent_id)))));
ALTER TABLE public.virtual_admission ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_admission_add ON public.virtual_admission FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((staff_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = COALESCE(virtual_admission.client_id, public.virtual_client_of_guest(virtual_admission.guest_id))) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_admission_change ON public.virtual_admission FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((staff_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = COALESCE(virtual_admission.client_id, public.virtual_client_of_guest(virtual_admission.guest_id))) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((staff_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = COALESCE(virtual_admission.client_id, public.virtual_client_of_guest(virtual_admission.guest_id))) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_admission_read ON public.virtual_admission FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((staff_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = COALESCE(virtual_admission.client_id, public.virtual_client_of_guest(virtual_admission.guest_id))) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_admission_remove ON public.virtual_admission FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((staff_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = COALESCE(virtual_admission.client_id, public.virtual_client_of_guest(virtual_admission.guest_id))) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.virtual_agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_agreement_add ON public.virtual_agreement FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_agreement.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_agreement_change ON public.virtual_agreement FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_agreement.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_agreement.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_agreement_read ON public.virtual_agreement FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_agreement.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_agreement_remove ON public.virtual_agreement FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('consent'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_agreement.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.virtual_alias ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_alias_add ON public.virtual_alias FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_alias.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_alias_change ON public.virtual_alias FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_alias.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_alias.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_alias_read ON public.virtual_alias FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_alias.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_alias_remove ON public.virtual_alias FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('calendar'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_alias.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.virtual_attestation ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_attestation_add ON public.virtual_attestation FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_attestation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_attestation_change ON public.virtual_attestation FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_attestation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_attestation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_attestation_read ON public.virtual_attestation FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_attestation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_attestation_remove ON public.virtual_attestation FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_attestation.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.virtual_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_evidence_add ON public.virtual_evidence FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_evidence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_evidence_change ON public.virtual_evidence FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_evidence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_evidence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_evidence_read ON public.virtual_evidence FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_evidence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_evidence_remove ON public.virtual_evidence FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_evidence.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.virtual_guest ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_guest_add ON public.virtual_guest FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_guest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY virtual_guest_change ON public.virtual_guest FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_guest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_guest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY virtual_guest_read ON public.virtual_guest FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_guest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY virtual_guest_remove ON public.virtual_guest FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_guest.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
ALTER TABLE public.virtual_helpcall ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_helpcall_add ON public.virtual_helpcall FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_helpcall.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_helpcall_change ON public.virtual_helpcall FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_helpcall.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_helpcall.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_helpcall_read ON public.virtual_helpcall FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_helpcall.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_helpcall_remove ON public.virtual_helpcall FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('hours'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_helpcall.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.virtual_videopolicy ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_videopolicy_add ON public.virtual_videopolicy FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY virtual_videopolicy_change ON public.virtual_videopolicy FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY virtual_videopolicy_read ON public.virtual_videopolicy FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY virtual_videopolicy_remove ON public.virtual_videopolicy FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.virtual_videoroom ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_videoroom_add ON public.virtual_videoroom FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY virtual_videoroom_change ON public.virtual_videoroom FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
CREATE POLICY virtual_videoroom_read ON public.virtual_videoroom FOR SELECT USING ((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))));
CREATE POLICY virtual_videoroom_remove ON public.virtual_videoroom FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))))));
ALTER TABLE public.virtual_written ENABLE ROW LEVEL SECURITY;
CREATE POLICY virtual_written_add ON public.virtual_written FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_written.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_written_change ON public.virtual_written FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_written.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_written.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_written_read ON public.virtual_written FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_written.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY virtual_written_remove ON public.virtual_written FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('notes'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = virtual_written.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
ALTER TABLE public.worklist_workitem ENABLE ROW LEVEL SECURITY;
CREATE POLICY worklist_workitem_add ON public.worklist_workitem FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY worklist_workitem_change ON public.worklist_workitem FOR UPDATE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('work'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))))) WITH CHECK ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY worklist_workitem_no_own_way_in ON public.worklist_workitem AS RESTRICTIVE FOR INSERT WITH CHECK ((( SELECT (s.kind <> 'staff'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) OR (client_id IS NULL) OR (assigned_to_id IS DISTINCT FROM ( SELECT s.actor_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY worklist_workitem_no_own_way_over ON public.worklist_workitem AS RESTRICTIVE FOR UPDATE WITH CHECK ((( SELECT (s.kind <> 'staff'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) OR (client_id IS NULL) OR (assigned_to_id IS DISTINCT FROM ( SELECT s.actor_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.holders
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[])))))));
CREATE POLICY worklist_workitem_read ON public.worklist_workitem FOR SELECT USING (((organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('work'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
CREATE POLICY worklist_workitem_remove ON public.worklist_workitem FOR DELETE USING ((( SELECT (s.kind <> 'recipient'::text)
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()))) AND (organisation_id = ( SELECT s.organisation_id
   FROM public.privacy_standing s
  WHERE ((s.pid = pg_backend_pid()) AND (s.at = now()) AND ((s.kind = 'system'::text) OR ('work'::text = ANY (s.items)))))) AND ((client_id IS NULL) OR (EXISTS ( SELECT 1
   FROM public.privacy_reach r
  WHERE ((r.client_id = worklist_workitem.client_id) AND (r.until > now()) AND (r.holder_id = ANY (( SELECT s.everyone
           FROM public.privacy_standing s
          WHERE ((s.pid = pg_backend_pid()) AND (s.at = now())))::uuid[]))))))));
INSERT INTO public.django_migrations (app, name, applied) VALUES
  ('programs', '0001_initial', now()),
  ('audit', '0001_initial', now()),
  ('audit', '0002_promises', now()),
  ('people', '0001_initial', now()),
  ('account', '0001_initial', now()),
  ('account', '0002_email_max_length', now()),
  ('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
  ('account', '0004_alter_emailaddress_drop_unique_email', now()),
  ('account', '0005_emailaddress_idx_upper_email', now()),
  ('account', '0006_emailaddress_lower', now()),
  ('account', '0007_emailaddress_idx_email', now()),
  ('account', '0008_emailaddress_unique_primary_email_fixup', now()),
  ('account', '0009_emailaddress_unique_primary_email', now()),
  ('privacy', '0001_initial', now()),
  ('privacy', '0002_walls', now()),
  ('intake', '0001_initial', now()),
  ('placement', '0001_initial', now()),
  ('placement', '0002_promises', now()),
  ('placement', '0003_difference_codes', now()),
  ('placement', '0004_walls', now()),
  ('aftercare', '0001_initial', now()),
  ('aftercare', '0002_summaries', now()),
  ('aftercare', '0003_walls', now()),
  ('audit', '0003_chain', now()),
  ('audit', '0004_walls', now()),
  ('audit', '0005_by_which_way', now()),
  ('contenttypes', '0001_initial', now()),
  ('contenttypes', '0002_remove_content_type_name', now()),
  ('auth', '0001_initial', now()),
  ('auth', '0002_alter_permission_name_max_length', now()),
  ('auth', '0003_alter_user_email_max_length', now()),
  ('auth', '0004_alter_user_username_opts', now()),
  ('auth', '0005_alter_user_last_login_null', now()),
  ('auth', '0006_require_contenttypes_0002', now()),
  ('auth', '0007_alter_validators_add_error_messages', now()),
  ('auth', '0008_alter_user_username_max_length', now()),
  ('auth', '0009_alter_user_last_name_max_length', now()),
  ('auth', '0010_alter_group_name_max_length', now()),
  ('auth', '0011_update_proxy_permissions', now()),
  ('auth', '0012_alter_user_first_name_max_length', now()),
  ('people', '0002_supervisor', now()),
  ('people', '0003_identity', now()),
  ('people', '0004_session_hashes', now()),
  ('calendar', '0001_initial', now()),
  ('calendar', '0002_promises', now()),
  ('calendar', '0003_days_of_groups', now()),
  ('calendar', '0004_walls', now()),
  ('calendar', '0005_curriculum', now()),
  ('calendar', '0006_crisis', now()),
  ('calendar', '0007_fewer_indexes', now()),
  ('calendar', '0008_when', now()),
  ('calendar', '0009_feeds', now()),
  ('calendar', '0010_evaluation', now()),
  ('plan', '0001_initial', now()),
  ('plan', '0002_promises', now()),
  ('plan', '0003_set_aside', now()),
  ('plan', '0004_safety_plan_reviewed', now()),
  ('plan', '0005_walls', now()),
  ('plan', '0006_no_plan_by_hours', now()),
  ('sealed', '0001_initial', now()),
  ('encounters', '0001_initial', now()),
  ('encounters', '0002_promises', now()),
  ('encounters', '0003_note_acknowledged', now()),
  ('encounters', '0004_signed_notes_in_order', now()),
  ('encounters', '0005_walls', now()),
  ('encounters', '0006_counseling', now()),
  ('encounters', '0007_taps', now()),
  ('encounters', '0008_drafts_and_cosignatures', now()),
  ('encounters', '0009_fewer_indexes', now()),
  ('encounters', '0010_kiosks', now()),
  ('encounters', '0011_walls_of_session_and_door', now()),
  ('encounters', '0012_signed_lately', now()),
  ('encounters', '0013_presence_by_video', now()),
  ('intake', '0002_promises', now()),
  ('intake', '0003_sent_once', now()),
  ('intake', '0004_walls', now()),
  ('intake', '0005_matches_at_their_site', now()),
  ('measures', '0001_initial', now()),
  ('measures', '0002_promises', now()),
  ('measures', '0003_walls', now()),
  ('measures', '0004_fewer_indexes', now()),
  ('medical', '0001_initial', now()),
  ('medical', '0002_walls', now()),
  ('mfa', '0001_initial', now()),
  ('mfa', '0002_authenticator_timestamps', now()),
  ('mfa', '0003_authenticator_type_uniq', now()),
  ('outgoing', '0001_initial', now()),
  ('outgoing', '0002_walls', now()),
  ('outgoing', '0003_sealed_body', now()),
  ('plan', '0007_client_of_each_part', now()),
  ('portal', '0001_initial', now()),
  ('privacy', '0010_consents', now()),
  ('privacy', '0011_consent_promises', now()),
  ('privacy', '0012_frozen_names', now()),
  ('privacy', '0013_glass', now()),
  ('privacy', '0014_recipients_read', now()),
  ('privacy', '0015_notice_and_agreements', now()),
  ('privacy', '0016_notice_wall', now()),
  ('procrastinate', '0001_initial', now()),
  ('procrastinate', '0002_drop_started_at_column', now()),
  ('procrastinate', '0003_drop_started_at_column', now()),
  ('procrastinate', '0004_drop_procrastinate_version_table', now()),
  ('procrastinate', '0005_fix_procrastinate_fetch_job', now()),
  ('procrastinate', '0006_fix_trigger_status_events_insert', now()),
  ('procrastinate', '0007_add_queueing_lock_column', now()),
  ('procrastinate', '0008_close_fetch_job_race_condition', now()),
  ('procrastinate', '0009_add_defer_job_function', now()),
  ('procrastinate', '0010_add_procrastinate_periodic_defers', now()),
  ('procrastinate', '0011_add_foreign_key_index', now()),
  ('procrastinate', '0012_add_locks_to_periodic_defer', now()),
  ('procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
  ('procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
  ('procrastinate', '0015_add_trigger_on_job_deletion', now()),
  ('procrastinate', '0016_delete_finished_jobs', now()),
  ('procrastinate', '0017_add_checks_to_finish_job', now()),
  ('procrastinate', '0018_add_checks_to_retry_job', now()),
  ('procrastinate', '0019_fix_finish_job_compat_issue', now()),
  ('procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
  ('procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
  ('procrastinate', '0022_null_locks_excluded', now()),
  ('procrastinate', '0023_remove_old_finish_job_function', now()),
  ('procrastinate', '0024_job_id_bigint', now()),
  ('procrastinate', '0025_add_models', now()),
  ('procrastinate', '0026_add_job_priority', now()),
  ('procrastinate', '0027_add_periodic_job_priority', now()),
  ('procrastinate', '0028_add_cancel_states', now()),
  ('procrastinate', '0029_add_additional_params_to_retry_job', now()),
  ('procrastinate', '0030_alter_procrastinateevent_options', now()),
  ('procrastinate', '0031_add_indexes_for_fetch_job', now()),
  ('procrastinate', '0032_pre_cancel_notification', now()),
  ('procrastinate', '0033_post_cancel_notification', now()),
  ('procrastinate', '0034_pre_add_heartbeat', now()),
  ('procrastinate', '0035_post_add_heartbeat', now()),
  ('procrastinate', '0036_add_worker_model', now()),
  ('procrastinate', '0037_pre_batch_defer_jobs', now()),
  ('procrastinate', '0038_post_batch_defer_jobs', now()),
  ('procrastinate', '0039_pre_priority_lock_fetch_job', now()),
  ('procrastinate', '0040_pre_retry_failed_job', now()),
  ('procrastinate', '0041_post_retry_failed_job', now()),
  ('schedule', '0001_makeup_offers', now()),
  ('schedule', '0002_proposals', now()),
  ('schedule', '0003_draft', now()),
  ('sessions', '0001_initial', now()),
  ('sharing', '0001_pages', now()),
  ('sharing', '0002_promises', now()),
  ('sharing', '0003_letters', now()),
  ('sharing', '0004_letter_walls', now()),
  ('socialaccount', '0001_initial', now()),
  ('socialaccount', '0002_token_max_lengths', now()),
  ('socialaccount', '0003_extra_data_default_dict', now()),
  ('socialaccount', '0004_app_provider_id_settings', now()),
  ('socialaccount', '0005_socialtoken_nullable_app', now()),
  ('socialaccount', '0006_alter_socialaccount_extra_data', now()),
  ('virtual', '0001_initial', now()),
  ('virtual', '0002_breakouts_and_asides', now()),
  ('virtual', '0003_guests', now()),
  ('worklist', '0001_initial', now()),
  ('worklist', '0002_walls', now()),
  ('worklist', '0003_nobody_asks_themself_in', now());
