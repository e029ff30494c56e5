-- Step 2: court orders, interventions, the marks on deadlines, reports, drafts; the diary knows its intervention.
-- Released steps are never edited.
CREATE TABLE draft (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operator_code TEXT NOT NULL,
  form TEXT NOT NULL,
  subject TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL
)
 STRICT;

CREATE UNIQUE INDEX draft_once ON draft (operator_code, form, subject);

CREATE TABLE looked (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operator_code TEXT NOT NULL,
  op_id INTEGER NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (operator_code)
)
 STRICT;

CREATE TABLE authority (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  match_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  seat TEXT,
  pec TEXT,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX authority_match ON authority (match_key);

CREATE TABLE rule_setting (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  rule TEXT NOT NULL,
  number INTEGER,
  unit TEXT,
  warn_days TEXT,
  active INTEGER,
  reason TEXT NOT NULL,
  CONSTRAINT active_is_yes_no CHECK (active IN (0, 1)),
  CONSTRAINT term_is_positive CHECK (number > 0),
  CONSTRAINT unit_is_known CHECK (unit IN ('H', 'D', 'M', 'Y')),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (rule)
)
 STRICT;

CREATE TABLE court_order (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  authority_id INTEGER NOT NULL,
  registry_number TEXT,
  order_number TEXT,
  match_key TEXT,
  kind TEXT NOT NULL,
  provisional INTEGER,
  filed_on TEXT,
  received_on TEXT,
  occurred_at TEXT,
  effective_on TEXT,
  duration_months INTEGER,
  report_every_months INTEGER,
  due_on TEXT,
  hearing_at TEXT,
  follows_id INTEGER,
  text TEXT,
  CONSTRAINT filed_on_is_date CHECK (filed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT received_on_is_date CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT effective_on_is_date CHECK (effective_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT due_on_is_date CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT filed_on_before_received_on CHECK (received_on >= filed_on),
  CONSTRAINT duration_is_positive CHECK (duration_months > 0),
  CONSTRAINT report_period_is_positive CHECK (report_every_months > 0),
  CONSTRAINT provisional_is_yes_no CHECK (provisional IN (0, 1)),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(authority_id) REFERENCES authority (id) ON DELETE RESTRICT,
  FOREIGN KEY(follows_id) REFERENCES court_order (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX court_order_number ON court_order (match_key);

CREATE INDEX ix_court_order_authority_id ON court_order (authority_id);

CREATE INDEX ix_court_order_follows_id ON court_order (follows_id);

CREATE TABLE custody_terms (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  placed_with TEXT,
  service_acts TEXT,
  carer_acts TEXT,
  parent_acts TEXT,
  curator_acts TEXT,
  service_tasks TEXT,
  responsible TEXT,
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (order_id),
  FOREIGN KEY(order_id) REFERENCES court_order (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE intervention (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  planned_start TEXT,
  started_on TEXT,
  planned_end TEXT,
  ended_on TEXT,
  end_reason TEXT,
  consent TEXT,
  order_id INTEGER,
  agreement_on TEXT,
  provider TEXT,
  facility_id INTEGER,
  family TEXT,
  daily_fee INTEGER,
  notes TEXT,
  CONSTRAINT planned_start_is_date CHECK (planned_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT started_on_is_date CHECK (started_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT planned_end_is_date CHECK (planned_end GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT ended_on_is_date CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT agreement_on_is_date CHECK (agreement_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT started_on_before_ended_on CHECK (ended_on >= started_on),
  CONSTRAINT started_on_before_planned_end CHECK (planned_end >= started_on),
  CONSTRAINT consent_is_known CHECK (consent IN ('consensual', 'judicial')),
  CONSTRAINT begins_some_day CHECK (started_on IS NOT NULL OR planned_start IS NOT NULL),
  CONSTRAINT fee_is_not_negative CHECK (daily_fee >= 0),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(order_id) REFERENCES court_order (id) ON DELETE RESTRICT,
  FOREIGN KEY(facility_id) REFERENCES facility (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX intervention_in_time ON intervention (case_id, started_on);

CREATE INDEX intervention_provider ON intervention (provider);

CREATE INDEX ix_intervention_facility_id ON intervention (facility_id);

CREATE INDEX ix_intervention_order_id ON intervention (order_id);

CREATE TABLE legal_role (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  person_id INTEGER,
  lawyer_id INTEGER,
  order_id INTEGER,
  contact TEXT,
  valid_from TEXT,
  valid_to TEXT,
  note TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  FOREIGN KEY(lawyer_id) REFERENCES lawyer (id) ON DELETE RESTRICT,
  FOREIGN KEY(order_id) REFERENCES court_order (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_legal_role_case_id ON legal_role (case_id);

CREATE INDEX ix_legal_role_lawyer_id ON legal_role (lawyer_id);

CREATE INDEX ix_legal_role_order_id ON legal_role (order_id);

CREATE INDEX ix_legal_role_person_id ON legal_role (person_id);

CREATE TABLE order_child (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT,
  placed_with TEXT,
  ended_on TEXT,
  end_reason TEXT,
  note TEXT,
  CONSTRAINT ended_on_is_date CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT end_reason_is_known CHECK (end_reason IN ('revoked', 'replaced', 'expired', 'other')),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(order_id) REFERENCES court_order (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_order_child_case_id ON order_child (case_id);

CREATE UNIQUE INDEX order_child_once ON order_child (order_id, case_id);

CREATE TABLE order_parent (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  parent TEXT NOT NULL,
  person_id INTEGER,
  measure TEXT NOT NULL,
  note TEXT,
  CONSTRAINT parent_is_known CHECK (parent IN ('mother', 'father', 'other')),
  CONSTRAINT measure_is_known CHECK (measure IN ('full', 'instructions', 'limited', 'suspended', 'removed', 'restored')),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(order_id) REFERENCES court_order (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_order_parent_case_id ON order_parent (case_id);

CREATE INDEX ix_order_parent_person_id ON order_parent (person_id);

CREATE UNIQUE INDEX order_parent_once ON order_parent (order_id, case_id, parent);

CREATE TABLE day_care (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  days_per_week INTEGER,
  lunch INTEGER,
  dinner INTEGER,
  transport INTEGER,
  CONSTRAINT days_of_a_week CHECK (days_per_week BETWEEN 1 AND 7),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE extended_care (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  requested_on TEXT,
  consent_on TEXT,
  withdrawn_on TEXT,
  CONSTRAINT requested_on_is_date CHECK (requested_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT consent_on_is_date CHECK (consent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT withdrawn_on_is_date CHECK (withdrawn_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT consent_on_before_withdrawn_on CHECK (withdrawn_on >= consent_on),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE foster_placement (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  kinship TEXT,
  time TEXT,
  character TEXT,
  nights_per_week INTEGER,
  emergency INTEGER,
  legal_risk INTEGER,
  executive_on TEXT,
  signs_ordinary TEXT,
  signs_extraordinary TEXT,
  CONSTRAINT nights_of_a_week CHECK (nights_per_week BETWEEN 0 AND 7),
  CONSTRAINT executive_on_is_date CHECK (executive_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE home_support (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  weekly_minutes INTEGER,
  weekly_visits INTEGER,
  educator TEXT,
  project_on TEXT,
  CONSTRAINT minutes_are_positive CHECK (weekly_minutes > 0),
  CONSTRAINT project_on_is_date CHECK (project_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE inquiry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  question TEXT,
  due_on TEXT,
  extension_asked_on TEXT,
  extended_to TEXT,
  CONSTRAINT due_on_is_date CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT extension_asked_on_is_date CHECK (extension_asked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT extended_to_is_date CHECK (extended_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE intervention_pause (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  reason TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_intervention_pause_intervention_id ON intervention_pause (intervention_id);

CREATE TABLE residential_placement (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  character TEXT,
  with_parent INTEGER,
  family_type INTEGER,
  emergency INTEGER,
  nights_per_week INTEGER,
  why_not_home TEXT,
  why_not_foster TEXT,
  plan_on TEXT,
  CONSTRAINT nights_of_a_week CHECK (nights_per_week BETWEEN 0 AND 7),
  CONSTRAINT plan_on_is_date CHECK (plan_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE supervised_contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  with_whom TEXT,
  person_id INTEGER,
  place TEXT,
  every_days INTEGER,
  time_of_day TEXT,
  minutes INTEGER,
  CONSTRAINT period_is_positive CHECK (every_days > 0),
  CONSTRAINT minutes_are_positive CHECK (minutes > 0),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (intervention_id),
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_supervised_contact_person_id ON supervised_contact (person_id);

CREATE TABLE support_hours (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  intervention_id INTEGER NOT NULL,
  worked_on TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  whole_month INTEGER NOT NULL,
  by_whom TEXT,
  note TEXT,
  CONSTRAINT worked_on_is_date CHECK (worked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT minutes_are_positive CHECK (minutes > 0),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_support_hours_intervention_id ON support_hours (intervention_id);

CREATE TABLE deadline_mark (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER,
  occurrence INTEGER NOT NULL,
  due TEXT,
  act TEXT NOT NULL,
  at TEXT,
  new_due TEXT,
  reason TEXT,
  evidence TEXT,
  event_id INTEGER,
  CONSTRAINT act_is_known CHECK (act IN ('done', 'rescheduled', 'court_date', 'waived')),
  CONSTRAINT subject_is_known CHECK (subject IN ('child', 'order', 'intervention')),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX deadline_mark_of_case ON deadline_mark (case_id, rule);

CREATE INDEX ix_deadline_mark_event_id ON deadline_mark (event_id);

CREATE TABLE hearing (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  authority_id INTEGER,
  registry_number TEXT,
  carers_summoned_on TEXT,
  CONSTRAINT carers_summoned_on_is_date CHECK (carers_summoned_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (event_id),
  FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  FOREIGN KEY(authority_id) REFERENCES authority (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_hearing_authority_id ON hearing (authority_id);

CREATE TABLE report (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  authority_id INTEGER,
  order_id INTEGER,
  since TEXT,
  until TEXT NOT NULL,
  method TEXT,
  content TEXT NOT NULL,
  sent_on TEXT,
  event_id INTEGER,
  CONSTRAINT since_is_date CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT until_is_date CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT sent_on_is_date CHECK (sent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(authority_id) REFERENCES authority (id) ON DELETE RESTRICT,
  FOREIGN KEY(order_id) REFERENCES court_order (id) ON DELETE RESTRICT,
  FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_report_authority_id ON report (authority_id);

CREATE INDEX ix_report_case_id ON report (case_id);

CREATE INDEX ix_report_event_id ON report (event_id);

CREATE INDEX ix_report_order_id ON report (order_id);

ALTER TABLE event ADD COLUMN intervention_id INTEGER REFERENCES intervention (id) ON DELETE RESTRICT;

CREATE INDEX ix_event_intervention_id ON event (intervention_id);

CREATE INDEX event_by_day ON event (at, case_id);

CREATE INDEX case_spell_open ON case_spell (opened_on, case_id) WHERE closed_on IS NULL;

CREATE INDEX case_spell_open_of ON case_spell (case_id, opened_on) WHERE closed_on IS NULL;

CREATE INDEX assignment_of_operator ON assignment (operator_id, case_id, valid_from, valid_to);

CREATE INDEX event_hearing ON event (case_id) WHERE kind = 'hearing';

DROP TRIGGER event_keep_old;

DROP TRIGGER event_keep_removed;

CREATE TRIGGER event_keep_old AFTER UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'event', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'at', OLD.at, 'kind', OLD.kind, 'nature', OLD.nature, 'outcome', OLD.outcome, 'by_whom', OLD.by_whom, 'intervention', OLD.intervention, 'author', OLD.author, 'author_id', OLD.author_id, 'reserved', OLD.reserved, 'text', OLD.text, 'intervention_id', OLD.intervention_id));
END;

CREATE TRIGGER event_keep_removed AFTER DELETE ON event BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'event', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'at', OLD.at, 'kind', OLD.kind, 'nature', OLD.nature, 'outcome', OLD.outcome, 'by_whom', OLD.by_whom, 'intervention', OLD.intervention, 'author', OLD.author, 'author_id', OLD.author_id, 'reserved', OLD.reserved, 'text', OLD.text, 'intervention_id', OLD.intervention_id));
END;

CREATE TRIGGER authority_keep_old AFTER UPDATE ON authority BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'authority', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'name', OLD.name, 'match_key', OLD.match_key, 'kind', OLD.kind, 'seat', OLD.seat, 'pec', OLD.pec, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER authority_keep_removed AFTER DELETE ON authority BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'authority', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'name', OLD.name, 'match_key', OLD.match_key, 'kind', OLD.kind, 'seat', OLD.seat, 'pec', OLD.pec, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER rule_setting_keep_old AFTER UPDATE ON rule_setting BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'rule_setting', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'rule', OLD.rule, 'number', OLD.number, 'unit', OLD.unit, 'warn_days', OLD.warn_days, 'active', OLD.active, 'reason', OLD.reason));
END;

CREATE TRIGGER rule_setting_keep_removed AFTER DELETE ON rule_setting BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'rule_setting', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'rule', OLD.rule, 'number', OLD.number, 'unit', OLD.unit, 'warn_days', OLD.warn_days, 'active', OLD.active, 'reason', OLD.reason));
END;

CREATE TRIGGER court_order_keep_old AFTER UPDATE ON court_order BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'court_order', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'authority_id', OLD.authority_id, 'registry_number', OLD.registry_number, 'order_number', OLD.order_number, 'match_key', OLD.match_key, 'kind', OLD.kind, 'provisional', OLD.provisional, 'filed_on', OLD.filed_on, 'received_on', OLD.received_on, 'occurred_at', OLD.occurred_at, 'effective_on', OLD.effective_on, 'duration_months', OLD.duration_months, 'report_every_months', OLD.report_every_months, 'due_on', OLD.due_on, 'hearing_at', OLD.hearing_at, 'follows_id', OLD.follows_id, 'text', OLD.text));
END;

CREATE TRIGGER court_order_keep_removed AFTER DELETE ON court_order BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'court_order', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'authority_id', OLD.authority_id, 'registry_number', OLD.registry_number, 'order_number', OLD.order_number, 'match_key', OLD.match_key, 'kind', OLD.kind, 'provisional', OLD.provisional, 'filed_on', OLD.filed_on, 'received_on', OLD.received_on, 'occurred_at', OLD.occurred_at, 'effective_on', OLD.effective_on, 'duration_months', OLD.duration_months, 'report_every_months', OLD.report_every_months, 'due_on', OLD.due_on, 'hearing_at', OLD.hearing_at, 'follows_id', OLD.follows_id, 'text', OLD.text));
END;

CREATE TRIGGER custody_terms_keep_old AFTER UPDATE ON custody_terms BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'custody_terms', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'order_id', OLD.order_id, 'placed_with', OLD.placed_with, 'service_acts', OLD.service_acts, 'carer_acts', OLD.carer_acts, 'parent_acts', OLD.parent_acts, 'curator_acts', OLD.curator_acts, 'service_tasks', OLD.service_tasks, 'responsible', OLD.responsible));
END;

CREATE TRIGGER custody_terms_keep_removed AFTER DELETE ON custody_terms BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'custody_terms', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'order_id', OLD.order_id, 'placed_with', OLD.placed_with, 'service_acts', OLD.service_acts, 'carer_acts', OLD.carer_acts, 'parent_acts', OLD.parent_acts, 'curator_acts', OLD.curator_acts, 'service_tasks', OLD.service_tasks, 'responsible', OLD.responsible));
END;

CREATE TRIGGER intervention_keep_old AFTER UPDATE ON intervention BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'intervention', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'kind', OLD.kind, 'planned_start', OLD.planned_start, 'started_on', OLD.started_on, 'planned_end', OLD.planned_end, 'ended_on', OLD.ended_on, 'end_reason', OLD.end_reason, 'consent', OLD.consent, 'order_id', OLD.order_id, 'agreement_on', OLD.agreement_on, 'provider', OLD.provider, 'facility_id', OLD.facility_id, 'family', OLD.family, 'daily_fee', OLD.daily_fee, 'notes', OLD.notes));
END;

CREATE TRIGGER intervention_keep_removed AFTER DELETE ON intervention BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'intervention', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'kind', OLD.kind, 'planned_start', OLD.planned_start, 'started_on', OLD.started_on, 'planned_end', OLD.planned_end, 'ended_on', OLD.ended_on, 'end_reason', OLD.end_reason, 'consent', OLD.consent, 'order_id', OLD.order_id, 'agreement_on', OLD.agreement_on, 'provider', OLD.provider, 'facility_id', OLD.facility_id, 'family', OLD.family, 'daily_fee', OLD.daily_fee, 'notes', OLD.notes));
END;

CREATE TRIGGER legal_role_keep_old AFTER UPDATE ON legal_role BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'legal_role', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'role', OLD.role, 'name', OLD.name, 'person_id', OLD.person_id, 'lawyer_id', OLD.lawyer_id, 'order_id', OLD.order_id, 'contact', OLD.contact, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'note', OLD.note));
END;

CREATE TRIGGER legal_role_keep_removed AFTER DELETE ON legal_role BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'legal_role', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'role', OLD.role, 'name', OLD.name, 'person_id', OLD.person_id, 'lawyer_id', OLD.lawyer_id, 'order_id', OLD.order_id, 'contact', OLD.contact, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'note', OLD.note));
END;

CREATE TRIGGER order_child_keep_old AFTER UPDATE ON order_child BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'order_child', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'order_id', OLD.order_id, 'case_id', OLD.case_id, 'kind', OLD.kind, 'placed_with', OLD.placed_with, 'ended_on', OLD.ended_on, 'end_reason', OLD.end_reason, 'note', OLD.note));
END;

CREATE TRIGGER order_child_keep_removed AFTER DELETE ON order_child BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'order_child', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'order_id', OLD.order_id, 'case_id', OLD.case_id, 'kind', OLD.kind, 'placed_with', OLD.placed_with, 'ended_on', OLD.ended_on, 'end_reason', OLD.end_reason, 'note', OLD.note));
END;

CREATE TRIGGER order_parent_keep_old AFTER UPDATE ON order_parent BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'order_parent', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'order_id', OLD.order_id, 'case_id', OLD.case_id, 'parent', OLD.parent, 'person_id', OLD.person_id, 'measure', OLD.measure, 'note', OLD.note));
END;

CREATE TRIGGER order_parent_keep_removed AFTER DELETE ON order_parent BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'order_parent', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'order_id', OLD.order_id, 'case_id', OLD.case_id, 'parent', OLD.parent, 'person_id', OLD.person_id, 'measure', OLD.measure, 'note', OLD.note));
END;

CREATE TRIGGER day_care_keep_old AFTER UPDATE ON day_care BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'day_care', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'days_per_week', OLD.days_per_week, 'lunch', OLD.lunch, 'dinner', OLD.dinner, 'transport', OLD.transport));
END;

CREATE TRIGGER day_care_keep_removed AFTER DELETE ON day_care BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'day_care', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'days_per_week', OLD.days_per_week, 'lunch', OLD.lunch, 'dinner', OLD.dinner, 'transport', OLD.transport));
END;

CREATE TRIGGER extended_care_keep_old AFTER UPDATE ON extended_care BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'extended_care', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'requested_on', OLD.requested_on, 'consent_on', OLD.consent_on, 'withdrawn_on', OLD.withdrawn_on));
END;

CREATE TRIGGER extended_care_keep_removed AFTER DELETE ON extended_care BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'extended_care', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'requested_on', OLD.requested_on, 'consent_on', OLD.consent_on, 'withdrawn_on', OLD.withdrawn_on));
END;

CREATE TRIGGER foster_placement_keep_old AFTER UPDATE ON foster_placement BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'foster_placement', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'kinship', OLD.kinship, 'time', OLD.time, 'character', OLD.character, 'nights_per_week', OLD.nights_per_week, 'emergency', OLD.emergency, 'legal_risk', OLD.legal_risk, 'executive_on', OLD.executive_on, 'signs_ordinary', OLD.signs_ordinary, 'signs_extraordinary', OLD.signs_extraordinary));
END;

CREATE TRIGGER foster_placement_keep_removed AFTER DELETE ON foster_placement BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'foster_placement', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'kinship', OLD.kinship, 'time', OLD.time, 'character', OLD.character, 'nights_per_week', OLD.nights_per_week, 'emergency', OLD.emergency, 'legal_risk', OLD.legal_risk, 'executive_on', OLD.executive_on, 'signs_ordinary', OLD.signs_ordinary, 'signs_extraordinary', OLD.signs_extraordinary));
END;

CREATE TRIGGER home_support_keep_old AFTER UPDATE ON home_support BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'home_support', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'weekly_minutes', OLD.weekly_minutes, 'weekly_visits', OLD.weekly_visits, 'educator', OLD.educator, 'project_on', OLD.project_on));
END;

CREATE TRIGGER home_support_keep_removed AFTER DELETE ON home_support BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'home_support', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'weekly_minutes', OLD.weekly_minutes, 'weekly_visits', OLD.weekly_visits, 'educator', OLD.educator, 'project_on', OLD.project_on));
END;

CREATE TRIGGER inquiry_keep_old AFTER UPDATE ON inquiry BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'inquiry', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'question', OLD.question, 'due_on', OLD.due_on, 'extension_asked_on', OLD.extension_asked_on, 'extended_to', OLD.extended_to));
END;

CREATE TRIGGER inquiry_keep_removed AFTER DELETE ON inquiry BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'inquiry', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'question', OLD.question, 'due_on', OLD.due_on, 'extension_asked_on', OLD.extension_asked_on, 'extended_to', OLD.extended_to));
END;

CREATE TRIGGER intervention_pause_keep_old AFTER UPDATE ON intervention_pause BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'intervention_pause', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'reason', OLD.reason));
END;

CREATE TRIGGER intervention_pause_keep_removed AFTER DELETE ON intervention_pause BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'intervention_pause', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'reason', OLD.reason));
END;

CREATE TRIGGER residential_placement_keep_old AFTER UPDATE ON residential_placement BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'residential_placement', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'character', OLD.character, 'with_parent', OLD.with_parent, 'family_type', OLD.family_type, 'emergency', OLD.emergency, 'nights_per_week', OLD.nights_per_week, 'why_not_home', OLD.why_not_home, 'why_not_foster', OLD.why_not_foster, 'plan_on', OLD.plan_on));
END;

CREATE TRIGGER residential_placement_keep_removed AFTER DELETE ON residential_placement BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'residential_placement', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'character', OLD.character, 'with_parent', OLD.with_parent, 'family_type', OLD.family_type, 'emergency', OLD.emergency, 'nights_per_week', OLD.nights_per_week, 'why_not_home', OLD.why_not_home, 'why_not_foster', OLD.why_not_foster, 'plan_on', OLD.plan_on));
END;

CREATE TRIGGER supervised_contact_keep_old AFTER UPDATE ON supervised_contact BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'supervised_contact', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'with_whom', OLD.with_whom, 'person_id', OLD.person_id, 'place', OLD.place, 'every_days', OLD.every_days, 'time_of_day', OLD.time_of_day, 'minutes', OLD.minutes));
END;

CREATE TRIGGER supervised_contact_keep_removed AFTER DELETE ON supervised_contact BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'supervised_contact', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'with_whom', OLD.with_whom, 'person_id', OLD.person_id, 'place', OLD.place, 'every_days', OLD.every_days, 'time_of_day', OLD.time_of_day, 'minutes', OLD.minutes));
END;

CREATE TRIGGER support_hours_keep_old AFTER UPDATE ON support_hours BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'support_hours', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'worked_on', OLD.worked_on, 'minutes', OLD.minutes, 'whole_month', OLD.whole_month, 'by_whom', OLD.by_whom, 'note', OLD.note));
END;

CREATE TRIGGER support_hours_keep_removed AFTER DELETE ON support_hours BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'support_hours', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'intervention_id', OLD.intervention_id, 'worked_on', OLD.worked_on, 'minutes', OLD.minutes, 'whole_month', OLD.whole_month, 'by_whom', OLD.by_whom, 'note', OLD.note));
END;

CREATE TRIGGER deadline_mark_keep_old AFTER UPDATE ON deadline_mark BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'deadline_mark', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'rule', OLD.rule, 'subject', OLD.subject, 'subject_id', OLD.subject_id, 'occurrence', OLD.occurrence, 'due', OLD.due, 'act', OLD.act, 'at', OLD.at, 'new_due', OLD.new_due, 'reason', OLD.reason, 'evidence', OLD.evidence, 'event_id', OLD.event_id));
END;

CREATE TRIGGER deadline_mark_keep_removed AFTER DELETE ON deadline_mark BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'deadline_mark', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'rule', OLD.rule, 'subject', OLD.subject, 'subject_id', OLD.subject_id, 'occurrence', OLD.occurrence, 'due', OLD.due, 'act', OLD.act, 'at', OLD.at, 'new_due', OLD.new_due, 'reason', OLD.reason, 'evidence', OLD.evidence, 'event_id', OLD.event_id));
END;

CREATE TRIGGER hearing_keep_old AFTER UPDATE ON hearing BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'hearing', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'event_id', OLD.event_id, 'authority_id', OLD.authority_id, 'registry_number', OLD.registry_number, 'carers_summoned_on', OLD.carers_summoned_on));
END;

CREATE TRIGGER hearing_keep_removed AFTER DELETE ON hearing BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'hearing', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'event_id', OLD.event_id, 'authority_id', OLD.authority_id, 'registry_number', OLD.registry_number, 'carers_summoned_on', OLD.carers_summoned_on));
END;

CREATE TRIGGER report_keep_old AFTER UPDATE ON report BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'report', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'authority_id', OLD.authority_id, 'order_id', OLD.order_id, 'since', OLD.since, 'until', OLD.until, 'method', OLD.method, 'content', OLD.content, 'sent_on', OLD.sent_on, 'event_id', OLD.event_id));
END;

CREATE TRIGGER report_keep_removed AFTER DELETE ON report BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'report', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'authority_id', OLD.authority_id, 'order_id', OLD.order_id, 'since', OLD.since, 'until', OLD.until, 'method', OLD.method, 'content', OLD.content, 'sent_on', OLD.sent_on, 'event_id', OLD.event_id));
END;

-- What is pending (and waits for no other step), by day: made from the facts whenever a case is written, and made again by a rebuild of the lookup.
CREATE TABLE lookup_due (
  due TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (due, case_id, rule, subject, subject_id, occurrence)
)
 STRICT, WITHOUT ROWID;

CREATE INDEX lookup_due_of_case ON lookup_due (case_id, due);

-- The same by who follows the case now (no end of it is known), so that the days of one operator lie side by side.
CREATE TABLE lookup_due_mine (
  operator_id INTEGER NOT NULL,
  due TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  PRIMARY KEY (operator_id, due, case_id, rule, subject, subject_id, occurrence)
)
 STRICT, WITHOUT ROWID;

CREATE INDEX lookup_due_mine_of_case ON lookup_due_mine (case_id);

CREATE INDEX lookup_due_minute ON lookup_due (due) WHERE length(due) > 10;

-- What the checks of data quality find, and from which day on it holds: derived like the rest of the lookup.
CREATE TABLE lookup_finding (
  code TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  since TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  PRIMARY KEY (code, case_id, subject, subject_id, other_id)
)
 STRICT, WITHOUT ROWID;

CREATE INDEX lookup_finding_of_case ON lookup_finding (case_id);
