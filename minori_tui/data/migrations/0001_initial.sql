-- Step 1: the whole schema of the first release. Released steps are never edited.
CREATE TABLE code (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  label_it TEXT NOT NULL,
  label_en TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  national INTEGER NOT NULL,
  position INTEGER NOT NULL
)
 STRICT;

CREATE UNIQUE INDEX code_in_list ON code (list, code, valid_from);

CREATE TABLE journal_state (
  id INTEGER NOT NULL,
  op_id INTEGER,
  PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE operation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  operator_id INTEGER,
  kind TEXT NOT NULL,
  subject TEXT,
  reason TEXT,
  undoes INTEGER,
  FOREIGN KEY(undoes) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX operation_subject ON operation (subject);

CREATE INDEX ix_operation_undoes ON operation (undoes);

CREATE TABLE store_meta (
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY ("key")
)
 STRICT;

CREATE TABLE facility (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  facility_code TEXT,
  name TEXT NOT NULL,
  match_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  family_type INTEGER,
  manager TEXT,
  coordinator TEXT,
  municipality TEXT,
  address TEXT,
  phone TEXT,
  email TEXT,
  pec TEXT,
  places INTEGER,
  age_from INTEGER,
  age_to INTEGER,
  sex TEXT,
  daily_fee INTEGER,
  notes TEXT,
  CONSTRAINT family_type_is_yes_no CHECK (family_type IN (0, 1)),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (facility_code)
)
 STRICT;

CREATE INDEX facility_match ON facility (match_key, municipality);

CREATE TABLE history (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  op_id INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  act TEXT NOT NULL,
  old TEXT NOT NULL,
  CONSTRAINT act_is_known CHECK (act IN ('U', 'D')),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX history_of_row ON history (tbl, row_id);

CREATE INDEX ix_history_op_id ON history (op_id);

CREATE TABLE household (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX household_label ON household (label);

CREATE TABLE import_batch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  op_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  mapping TEXT NOT NULL,
  rows INTEGER NOT NULL,
  new INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  "conflict" INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_import_batch_op_id ON import_batch (op_id);

CREATE TABLE lawyer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  surname TEXT NOT NULL,
  given_name TEXT NOT NULL,
  match_key TEXT NOT NULL,
  fiscal_code TEXT,
  title TEXT,
  bar TEXT,
  bar_number TEXT,
  enrolled_on TEXT,
  supreme_court INTEGER,
  email TEXT,
  pec TEXT,
  website TEXT,
  languages TEXT,
  subjects TEXT,
  legal_aid INTEGER,
  minors_curator INTEGER,
  insurer TEXT,
  insurance_expiry TEXT,
  notes TEXT,
  CONSTRAINT enrolled_on_is_date CHECK (enrolled_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT insurance_expiry_is_date CHECK (insurance_expiry GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT legal_aid_is_yes_no CHECK (legal_aid IN (0, 1)),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE UNIQUE INDEX lawyer_fiscal_code ON lawyer (fiscal_code);

CREATE INDEX lawyer_match ON lawyer (match_key);

CREATE TABLE operation_insert (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  op_id INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_operation_insert_op_id ON operation_insert (op_id);

CREATE TABLE operator (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT,
  active_from TEXT,
  active_to TEXT,
  CONSTRAINT active_from_is_date CHECK (active_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT active_to_is_date CHECK (active_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (code)
)
 STRICT;

CREATE TABLE person (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  surname TEXT NOT NULL,
  given_name TEXT NOT NULL,
  match_key TEXT NOT NULL,
  sex TEXT,
  birth_date TEXT,
  birth_place TEXT,
  birth_place_code TEXT,
  fiscal_code TEXT,
  citizenship TEXT,
  died_on TEXT,
  notes TEXT,
  CONSTRAINT birth_date_is_date CHECK (birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT died_on_is_date CHECK (died_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT sex_is_known CHECK (sex IN ('M', 'F')),
  CONSTRAINT surname_not_empty CHECK (length(surname) > 0),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX person_fiscal_code ON person (fiscal_code);

CREATE INDEX person_match ON person (match_key, birth_date);

CREATE TABLE roster (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  term TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  act TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (term)
)
 STRICT;

CREATE TABLE access_entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  operator TEXT NOT NULL,
  act TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id INTEGER,
  detail TEXT,
  CONSTRAINT act_is_known CHECK (act IN ('open', 'export', 'print', 'search'))
)
 STRICT;

CREATE INDEX access_of_record ON access_entry (entity, entity_id);

CREATE TABLE address (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  street TEXT,
  postcode TEXT,
  municipality TEXT,
  protected INTEGER NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_address_person_id ON address (person_id);

CREATE TABLE case_file (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  file_number TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  municipality TEXT,
  msna INTEGER,
  review_on TEXT,
  legal_situation TEXT,
  strengths TEXT,
  notes TEXT,
  CONSTRAINT msna_is_yes_no CHECK (msna IN (0, 1)),
  CONSTRAINT review_on_is_date CHECK (review_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  UNIQUE (file_number),
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_case_file_person_id ON case_file (person_id);

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  match_key TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT kind_is_known CHECK (kind IN ('phone', 'mobile', 'fax', 'email', 'pec', 'website')),
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_contact_match_key ON contact (match_key);

CREATE INDEX ix_contact_person_id ON contact (person_id);

CREATE TABLE household_member (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  household_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  role TEXT,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(household_id) REFERENCES household (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_household_member_household_id ON household_member (household_id);

CREATE INDEX ix_household_member_person_id ON household_member (person_id);

CREATE TABLE import_row (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  tbl TEXT,
  row_id INTEGER,
  field TEXT,
  code TEXT,
  count INTEGER NOT NULL,
  CONSTRAINT verdict_is_known CHECK (verdict IN ('new', 'changed', 'conflict', 'rejected')),
  FOREIGN KEY(batch_id) REFERENCES import_batch (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX import_row_record ON import_row (tbl, row_id);

CREATE INDEX ix_import_row_batch_id ON import_row (batch_id);

CREATE TABLE lawyer_office (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  lawyer_id INTEGER NOT NULL,
  firm TEXT,
  address TEXT,
  postcode TEXT,
  city TEXT,
  province TEXT,
  phone TEXT,
  mobile TEXT,
  fax TEXT,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(lawyer_id) REFERENCES lawyer (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_lawyer_office_lawyer_id ON lawyer_office (lawyer_id);

CREATE TABLE relationship (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  CONSTRAINT not_oneself CHECK (person_id <> other_id),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  FOREIGN KEY(other_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_relationship_other_id ON relationship (other_id);

CREATE INDEX ix_relationship_person_id ON relationship (person_id);

CREATE TABLE roster_entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  roster_id INTEGER NOT NULL,
  lawyer_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  joined_on TEXT,
  left_on TEXT,
  max_turns INTEGER,
  note TEXT,
  CONSTRAINT joined_on_is_date CHECK (joined_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT left_on_is_date CHECK (left_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT joined_on_before_left_on CHECK (left_on >= joined_on),
  CONSTRAINT state_is_known CHECK (state IN ('admitted', 'suspended', 'excluded')),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(roster_id) REFERENCES roster (id) ON DELETE RESTRICT,
  FOREIGN KEY(lawyer_id) REFERENCES lawyer (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_roster_entry_lawyer_id ON roster_entry (lawyer_id);

CREATE UNIQUE INDEX roster_entry_once ON roster_entry (roster_id, lawyer_id, joined_on);

CREATE TABLE schooling (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  school TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_schooling_person_id ON schooling (person_id);

CREATE TABLE assignment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  operator_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  CONSTRAINT valid_from_is_date CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_to_is_date CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT valid_from_before_valid_to CHECK (valid_to >= valid_from),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(operator_id) REFERENCES operator (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_assignment_case_id ON assignment (case_id);

CREATE INDEX ix_assignment_operator_id ON assignment (operator_id);

CREATE TABLE case_spell (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  opened_on TEXT NOT NULL,
  closed_on TEXT,
  closing_reason TEXT,
  closing_note TEXT,
  CONSTRAINT opened_on_is_date CHECK (opened_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT closed_on_is_date CHECK (closed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CONSTRAINT opened_on_before_closed_on CHECK (closed_on >= opened_on),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_case_spell_case_id ON case_spell (case_id);

CREATE TABLE event (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  nature TEXT,
  outcome TEXT,
  by_whom TEXT,
  intervention TEXT,
  author TEXT,
  author_id INTEGER,
  reserved INTEGER NOT NULL,
  text TEXT,
  CONSTRAINT nature_is_known CHECK (nature IN ('fact', 'statement', 'evaluation')),
  CONSTRAINT outcome_is_known CHECK (outcome IN ('held', 'missed', 'late', 'cancelled')),
  CONSTRAINT reserved_is_yes_no CHECK (reserved IN (0, 1)),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT,
  FOREIGN KEY(author_id) REFERENCES operator (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX event_in_time ON event (case_id, at);

CREATE INDEX ix_event_author_id ON event (author_id);

CREATE TABLE referral (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  op_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  source TEXT,
  received_on TEXT,
  note TEXT,
  CONSTRAINT received_on_is_date CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  FOREIGN KEY(op_id) REFERENCES operation (id) ON DELETE RESTRICT,
  FOREIGN KEY(case_id) REFERENCES case_file (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_referral_case_id ON referral (case_id);

CREATE TRIGGER facility_keep_old AFTER UPDATE ON facility BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'facility', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'facility_code', OLD.facility_code, 'name', OLD.name, 'match_key', OLD.match_key, 'kind', OLD.kind, 'family_type', OLD.family_type, 'manager', OLD.manager, 'coordinator', OLD.coordinator, 'municipality', OLD.municipality, 'address', OLD.address, 'phone', OLD.phone, 'email', OLD.email, 'pec', OLD.pec, 'places', OLD.places, 'age_from', OLD.age_from, 'age_to', OLD.age_to, 'sex', OLD.sex, 'daily_fee', OLD.daily_fee, 'notes', OLD.notes));
END;

CREATE TRIGGER facility_keep_removed AFTER DELETE ON facility BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'facility', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'facility_code', OLD.facility_code, 'name', OLD.name, 'match_key', OLD.match_key, 'kind', OLD.kind, 'family_type', OLD.family_type, 'manager', OLD.manager, 'coordinator', OLD.coordinator, 'municipality', OLD.municipality, 'address', OLD.address, 'phone', OLD.phone, 'email', OLD.email, 'pec', OLD.pec, 'places', OLD.places, 'age_from', OLD.age_from, 'age_to', OLD.age_to, 'sex', OLD.sex, 'daily_fee', OLD.daily_fee, 'notes', OLD.notes));
END;

CREATE TRIGGER household_keep_old AFTER UPDATE ON household BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'household', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'label', OLD.label));
END;

CREATE TRIGGER household_keep_removed AFTER DELETE ON household BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'household', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'label', OLD.label));
END;

CREATE TRIGGER lawyer_keep_old AFTER UPDATE ON lawyer BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'lawyer', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'surname', OLD.surname, 'given_name', OLD.given_name, 'match_key', OLD.match_key, 'fiscal_code', OLD.fiscal_code, 'title', OLD.title, 'bar', OLD.bar, 'bar_number', OLD.bar_number, 'enrolled_on', OLD.enrolled_on, 'supreme_court', OLD.supreme_court, 'email', OLD.email, 'pec', OLD.pec, 'website', OLD.website, 'languages', OLD.languages, 'subjects', OLD.subjects, 'legal_aid', OLD.legal_aid, 'minors_curator', OLD.minors_curator, 'insurer', OLD.insurer, 'insurance_expiry', OLD.insurance_expiry, 'notes', OLD.notes));
END;

CREATE TRIGGER lawyer_keep_removed AFTER DELETE ON lawyer BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'lawyer', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'surname', OLD.surname, 'given_name', OLD.given_name, 'match_key', OLD.match_key, 'fiscal_code', OLD.fiscal_code, 'title', OLD.title, 'bar', OLD.bar, 'bar_number', OLD.bar_number, 'enrolled_on', OLD.enrolled_on, 'supreme_court', OLD.supreme_court, 'email', OLD.email, 'pec', OLD.pec, 'website', OLD.website, 'languages', OLD.languages, 'subjects', OLD.subjects, 'legal_aid', OLD.legal_aid, 'minors_curator', OLD.minors_curator, 'insurer', OLD.insurer, 'insurance_expiry', OLD.insurance_expiry, 'notes', OLD.notes));
END;

CREATE TRIGGER operator_keep_old AFTER UPDATE ON operator BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'operator', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'code', OLD.code, 'name', OLD.name, 'role', OLD.role, 'active_from', OLD.active_from, 'active_to', OLD.active_to));
END;

CREATE TRIGGER operator_keep_removed AFTER DELETE ON operator BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'operator', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'code', OLD.code, 'name', OLD.name, 'role', OLD.role, 'active_from', OLD.active_from, 'active_to', OLD.active_to));
END;

CREATE TRIGGER person_keep_old AFTER UPDATE ON person BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'person', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'surname', OLD.surname, 'given_name', OLD.given_name, 'match_key', OLD.match_key, 'sex', OLD.sex, 'birth_date', OLD.birth_date, 'birth_place', OLD.birth_place, 'birth_place_code', OLD.birth_place_code, 'fiscal_code', OLD.fiscal_code, 'citizenship', OLD.citizenship, 'died_on', OLD.died_on, 'notes', OLD.notes));
END;

CREATE TRIGGER person_keep_removed AFTER DELETE ON person BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'person', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'surname', OLD.surname, 'given_name', OLD.given_name, 'match_key', OLD.match_key, 'sex', OLD.sex, 'birth_date', OLD.birth_date, 'birth_place', OLD.birth_place, 'birth_place_code', OLD.birth_place_code, 'fiscal_code', OLD.fiscal_code, 'citizenship', OLD.citizenship, 'died_on', OLD.died_on, 'notes', OLD.notes));
END;

CREATE TRIGGER roster_keep_old AFTER UPDATE ON roster BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'roster', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'term', OLD.term, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'act', OLD.act));
END;

CREATE TRIGGER roster_keep_removed AFTER DELETE ON roster BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'roster', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'term', OLD.term, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'act', OLD.act));
END;

CREATE TRIGGER address_keep_old AFTER UPDATE ON address BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'address', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'street', OLD.street, 'postcode', OLD.postcode, 'municipality', OLD.municipality, 'protected', OLD.protected, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER address_keep_removed AFTER DELETE ON address BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'address', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'street', OLD.street, 'postcode', OLD.postcode, 'municipality', OLD.municipality, 'protected', OLD.protected, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER case_file_keep_old AFTER UPDATE ON case_file BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'case_file', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'file_number', OLD.file_number, 'person_id', OLD.person_id, 'municipality', OLD.municipality, 'msna', OLD.msna, 'review_on', OLD.review_on, 'legal_situation', OLD.legal_situation, 'strengths', OLD.strengths, 'notes', OLD.notes));
END;

CREATE TRIGGER case_file_keep_removed AFTER DELETE ON case_file BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'case_file', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'file_number', OLD.file_number, 'person_id', OLD.person_id, 'municipality', OLD.municipality, 'msna', OLD.msna, 'review_on', OLD.review_on, 'legal_situation', OLD.legal_situation, 'strengths', OLD.strengths, 'notes', OLD.notes));
END;

CREATE TRIGGER contact_keep_old AFTER UPDATE ON contact BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'contact', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'kind', OLD.kind, 'value', OLD.value, 'match_key', OLD.match_key, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER contact_keep_removed AFTER DELETE ON contact BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'contact', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'kind', OLD.kind, 'value', OLD.value, 'match_key', OLD.match_key, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER household_member_keep_old AFTER UPDATE ON household_member BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'household_member', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'household_id', OLD.household_id, 'person_id', OLD.person_id, 'role', OLD.role, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER household_member_keep_removed AFTER DELETE ON household_member BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'household_member', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'household_id', OLD.household_id, 'person_id', OLD.person_id, 'role', OLD.role, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER lawyer_office_keep_old AFTER UPDATE ON lawyer_office BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'lawyer_office', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'lawyer_id', OLD.lawyer_id, 'firm', OLD.firm, 'address', OLD.address, 'postcode', OLD.postcode, 'city', OLD.city, 'province', OLD.province, 'phone', OLD.phone, 'mobile', OLD.mobile, 'fax', OLD.fax, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER lawyer_office_keep_removed AFTER DELETE ON lawyer_office BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'lawyer_office', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'lawyer_id', OLD.lawyer_id, 'firm', OLD.firm, 'address', OLD.address, 'postcode', OLD.postcode, 'city', OLD.city, 'province', OLD.province, 'phone', OLD.phone, 'mobile', OLD.mobile, 'fax', OLD.fax, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER relationship_keep_old AFTER UPDATE ON relationship BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'relationship', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'other_id', OLD.other_id, 'kind', OLD.kind, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER relationship_keep_removed AFTER DELETE ON relationship BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'relationship', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'other_id', OLD.other_id, 'kind', OLD.kind, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER roster_entry_keep_old AFTER UPDATE ON roster_entry BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'roster_entry', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'roster_id', OLD.roster_id, 'lawyer_id', OLD.lawyer_id, 'state', OLD.state, 'joined_on', OLD.joined_on, 'left_on', OLD.left_on, 'max_turns', OLD.max_turns, 'note', OLD.note));
END;

CREATE TRIGGER roster_entry_keep_removed AFTER DELETE ON roster_entry BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'roster_entry', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'roster_id', OLD.roster_id, 'lawyer_id', OLD.lawyer_id, 'state', OLD.state, 'joined_on', OLD.joined_on, 'left_on', OLD.left_on, 'max_turns', OLD.max_turns, 'note', OLD.note));
END;

CREATE TRIGGER schooling_keep_old AFTER UPDATE ON schooling BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'schooling', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'school', OLD.school, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER schooling_keep_removed AFTER DELETE ON schooling BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'schooling', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'person_id', OLD.person_id, 'school', OLD.school, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER assignment_keep_old AFTER UPDATE ON assignment BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'assignment', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'operator_id', OLD.operator_id, 'role', OLD.role, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER assignment_keep_removed AFTER DELETE ON assignment BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'assignment', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'operator_id', OLD.operator_id, 'role', OLD.role, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to));
END;

CREATE TRIGGER case_spell_keep_old AFTER UPDATE ON case_spell BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'case_spell', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'opened_on', OLD.opened_on, 'closed_on', OLD.closed_on, 'closing_reason', OLD.closing_reason, 'closing_note', OLD.closing_note));
END;

CREATE TRIGGER case_spell_keep_removed AFTER DELETE ON case_spell BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'case_spell', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'opened_on', OLD.opened_on, 'closed_on', OLD.closed_on, 'closing_reason', OLD.closing_reason, 'closing_note', OLD.closing_note));
END;

CREATE TRIGGER event_keep_old AFTER UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'event', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'at', OLD.at, 'kind', OLD.kind, 'nature', OLD.nature, 'outcome', OLD.outcome, 'by_whom', OLD.by_whom, 'intervention', OLD.intervention, 'author', OLD.author, 'author_id', OLD.author_id, 'reserved', OLD.reserved, 'text', OLD.text));
END;

CREATE TRIGGER event_keep_removed AFTER DELETE ON event BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'event', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'at', OLD.at, 'kind', OLD.kind, 'nature', OLD.nature, 'outcome', OLD.outcome, 'by_whom', OLD.by_whom, 'intervention', OLD.intervention, 'author', OLD.author, 'author_id', OLD.author_id, 'reserved', OLD.reserved, 'text', OLD.text));
END;

CREATE TRIGGER referral_keep_old AFTER UPDATE ON referral BEGIN
  SELECT RAISE(ABORT, 'an update needs its operation and a new version') WHERE NEW.id <> OLD.id
    OR NEW.op_id IS NOT (SELECT op_id FROM journal_state) OR NEW.version <= OLD.version;
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'referral', OLD.id, 'U', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'source', OLD.source, 'received_on', OLD.received_on, 'note', OLD.note));
END;

CREATE TRIGGER referral_keep_removed AFTER DELETE ON referral BEGIN
  INSERT INTO history (op_id, tbl, row_id, act, old) VALUES ((SELECT op_id FROM journal_state), 'referral', OLD.id, 'D', json_object('id', OLD.id, 'version', OLD.version, 'op_id', OLD.op_id, 'case_id', OLD.case_id, 'source', OLD.source, 'received_on', OLD.received_on, 'note', OLD.note));
END;

CREATE TRIGGER history_is_kept BEFORE UPDATE ON history BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER history_stays BEFORE DELETE ON history BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER operation_is_kept BEFORE UPDATE ON operation
  WHEN OLD.id IS NOT (SELECT op_id FROM journal_state) OR NEW.id <> OLD.id BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER operation_stays BEFORE DELETE ON operation BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER operation_insert_is_kept BEFORE UPDATE ON operation_insert BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER operation_insert_stays BEFORE DELETE ON operation_insert BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER access_entry_is_kept BEFORE UPDATE ON access_entry BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

CREATE TRIGGER access_entry_stays BEFORE DELETE ON access_entry BEGIN
  SELECT RAISE(ABORT, 'the journal only grows');
END;

-- Lookup: what the search reads. Derived from the tables above, rebuilt at will, not part of the journal.

-- One row a case, clustered by the order of the list: (bucket << 40) | (day << 24) | case id.
CREATE TABLE lookup_case (
  sort INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL UNIQUE,
  file_number TEXT NOT NULL,
  surname TEXT NOT NULL,
  given_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  birth_date TEXT,
  municipality TEXT,
  worker TEXT,
  activity TEXT,
  status TEXT NOT NULL,
  next_due TEXT,
  due_rule TEXT,
  number_key TEXT NOT NULL,
  number_order TEXT NOT NULL,
  codes TEXT NOT NULL
) STRICT;

CREATE INDEX lookup_case_by_name ON lookup_case (name_key);

CREATE INDEX lookup_case_by_birth ON lookup_case (birth_date);

CREATE INDEX lookup_case_by_number ON lookup_case (number_order);

CREATE INDEX lookup_case_number ON lookup_case (number_key);

-- The words of each case; the row number is lookup_case.sort, so hits come out in the order of the list.
CREATE VIRTUAL TABLE lookup_text USING fts5 (
  words, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='1 2 3 4 5 6 7 8 9 10 11 12');

-- The pieces of four of each telephone, fiscal code and file number, so that any part of one is found.
CREATE VIRTUAL TABLE lookup_code USING fts5 (
  grams, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='3');

-- Old pieces of the indexes are merged a little at each write (data/lookup_index.py), never all at once in the middle of one.
INSERT INTO lookup_text (lookup_text, rank) VALUES ('automerge', 0);

INSERT INTO lookup_text (lookup_text, rank) VALUES ('crisismerge', 1000);

INSERT INTO lookup_code (lookup_code, rank) VALUES ('automerge', 0);

INSERT INTO lookup_code (lookup_code, rank) VALUES ('crisismerge', 1000);

-- Every distinct name word with its sound, and what is left of word and sound when one letter is dropped: forgiven slips.
CREATE TABLE lookup_word (
  word TEXT PRIMARY KEY,
  sound TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX lookup_word_by_sound ON lookup_word (sound);

CREATE TABLE lookup_near (
  rest TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (rest, word)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE lookup_lawyer USING fts5 (
  words, content='', contentless_delete=1, detail=none, tokenize='ascii');

INSERT INTO journal_state (id, op_id) VALUES (1, NULL);
