BEGIN TRANSACTION;
CREATE TABLE batches (
	batch_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	week TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	language TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	counts JSON NOT NULL, 
	PRIMARY KEY (batch_id), 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
CREATE TABLE capabilities (
	capability_id INTEGER NOT NULL, 
	offer_id INTEGER NOT NULL, 
	product TEXT, 
	process TEXT, 
	material TEXT, 
	machines BIGINT, 
	stock DOUBLE, 
	per_week_low DOUBLE, 
	per_week_high DOUBLE, 
	unit TEXT, 
	quote TEXT, 
	standard TEXT, 
	conformity TEXT, 
	plausibility TEXT, 
	plausibility_reason TEXT, 
	PRIMARY KEY (capability_id), 
	FOREIGN KEY(offer_id) REFERENCES offers (offer_id)
);
INSERT INTO "capabilities" VALUES(1,1,'mask_ffp2',NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(2,2,'mask_ffp2',NULL,NULL,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(3,3,'mask_ffp2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(4,4,'mask_ffp2',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(5,1,'mask_ffp2',NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(6,3,'mask_ffp2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(7,5,'mask_ffp2',NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(8,6,'mask_ffp2',NULL,NULL,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "capabilities" VALUES(9,5,'mask_ffp2',NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE changes (
	change_id INTEGER NOT NULL, 
	decision_id INTEGER NOT NULL, 
	offer_id INTEGER NOT NULL, 
	capability_id INTEGER, 
	field TEXT NOT NULL, 
	"before" JSON NOT NULL, 
	"after" JSON NOT NULL, 
	PRIMARY KEY (change_id), 
	FOREIGN KEY(decision_id) REFERENCES decisions (decision_id), 
	FOREIGN KEY(offer_id) REFERENCES offers (offer_id), 
	FOREIGN KEY(capability_id) REFERENCES capabilities (capability_id)
);
CREATE TABLE corrections (
	correction_id INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	body JSON NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	ended_at DATETIME, 
	ended_by TEXT, 
	PRIMARY KEY (correction_id)
);
CREATE TABLE decisions (
	decision_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	why TEXT, 
	undone_at DATETIME, 
	undone_by TEXT, 
	PRIMARY KEY (decision_id)
);
CREATE TABLE documents (
	document_id INTEGER NOT NULL, 
	decision_id INTEGER NOT NULL, 
	offer_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(decision_id) REFERENCES decisions (decision_id), 
	FOREIGN KEY(offer_id) REFERENCES offers (offer_id), 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
CREATE TABLE erasures (
	erasure_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	offers INTEGER NOT NULL, 
	reason TEXT, 
	marks JSON NOT NULL, 
	PRIMARY KEY (erasure_id)
);
CREATE TABLE forwardings (
	batch_id INTEGER NOT NULL, 
	offer_id INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	consent TEXT, 
	body JSON NOT NULL, 
	PRIMARY KEY (batch_id, offer_id), 
	FOREIGN KEY(batch_id) REFERENCES batches (batch_id), 
	FOREIGN KEY(offer_id) REFERENCES offers (offer_id)
);
CREATE TABLE imports (
	import_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	file TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	format TEXT NOT NULL, 
	encoding TEXT, 
	delimiter TEXT, 
	error TEXT, 
	rows INTEGER NOT NULL, 
	offers INTEGER NOT NULL, 
	needs INTEGER NOT NULL, 
	issues INTEGER NOT NULL, 
	tables JSON NOT NULL, 
	undone_at DATETIME, 
	undone_by TEXT, 
	compared_with INTEGER, 
	new INTEGER, 
	changed INTEGER, 
	unchanged INTEGER, 
	missing INTEGER, 
	withdrawn INTEGER, 
	PRIMARY KEY (import_id), 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
INSERT INTO "imports" VALUES(1,'01b54f8fd1da05768cd2170477db00f795007619bf907ba0b503198a07218c4b','liste.csv','2020-03-30 09:00:00.000000','Ada','csv','utf-8',';',NULL,4,3,1,1,'[{"sheet": "Tabelle1", "header_rows": [3, 4], "first_data_row": 5, "last_data_row": 8, "total_rows": [99], "columns": [{"index": 1, "source": "Firma", "field": "organisation", "confidence": 0.98, "key": "", "role": "", "by_hand": false}, {"index": 4, "source": "Haarfarbe", "field": null, "confidence": 0.0, "key": "", "role": "", "by_hand": false}], "rows": 4, "offers": 3, "needs": 1, "fingerprint": "", "corrected": false}]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(2,'de6d806fbd871bc0e20de6744505bbe34febe0e6bf1b0bf62356d99b25aaefae','zurueck.csv','2020-03-30 09:00:00.000000','Ada','csv','utf-8',';',NULL,2,2,0,1,'[{"sheet": "Tabelle1", "header_rows": [3, 4], "first_data_row": 5, "last_data_row": 6, "total_rows": [99], "columns": [{"index": 1, "source": "Firma", "field": "organisation", "confidence": 0.98, "key": "", "role": "", "by_hand": false}, {"index": 4, "source": "Haarfarbe", "field": null, "confidence": 0.0, "key": "", "role": "", "by_hand": false}], "rows": 2, "offers": 2, "needs": 0, "fingerprint": "", "corrected": false}]','2020-03-30 09:00:00.000000','Ben',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(3,'143b53480549b0a6d00ecc0e815831f2805dacf1b65f90ce0b4b8437dc762a82','kaputt.xlsx','2020-03-30 09:00:00.000000','Ada','xlsx',NULL,NULL,'file_broken',0,0,0,1,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE issues (
	issue_id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	sheet TEXT, 
	"row" INTEGER, 
	"column" INTEGER, 
	field TEXT, 
	read TEXT, 
	done TEXT, 
	suggestion TEXT, 
	row_lost BOOLEAN NOT NULL, 
	PRIMARY KEY (issue_id), 
	FOREIGN KEY(import_id) REFERENCES imports (import_id)
);
INSERT INTO "issues" VALUES(1,1,'column_unmapped',NULL,NULL,4,'remarks','Haarfarbe',NULL,NULL,0);
INSERT INTO "issues" VALUES(2,2,'column_unmapped',NULL,NULL,4,'remarks','Haarfarbe',NULL,NULL,0);
INSERT INTO "issues" VALUES(3,3,'file_broken',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
CREATE TABLE journal (
	version BIGINT NOT NULL, 
	what TEXT NOT NULL, 
	number INTEGER, 
	PRIMARY KEY (version)
);
INSERT INTO "journal" VALUES(1,'import',1);
INSERT INTO "journal" VALUES(2,'import',2);
INSERT INTO "journal" VALUES(3,'import_undone',2);
INSERT INTO "journal" VALUES(4,'import',3);
CREATE TABLE offers (
	offer_id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	source_sheet TEXT, 
	source_row INTEGER, 
	kind TEXT, 
	organisation TEXT, 
	organisation_type TEXT, 
	organisation_size TEXT, 
	sector TEXT, 
	contact_name TEXT, 
	email TEXT, 
	phone TEXT, 
	website TEXT, 
	street TEXT, 
	postcode TEXT, 
	town TEXT, 
	region TEXT, 
	country TEXT, 
	nuts0 TEXT, 
	nuts1 TEXT, 
	nuts2 TEXT, 
	nuts3 TEXT, 
	latitude DOUBLE, 
	longitude DOUBLE, 
	precision TEXT, 
	place_words TEXT, 
	received_at DATETIME, 
	confirmed_at DATETIME, 
	available_from DATETIME, 
	available_until DATETIME, 
	channel TEXT, 
	passed_on_by TEXT, 
	external_id TEXT, 
	consent TEXT, 
	consent_words TEXT, 
	consent_at DATETIME, 
	status TEXT, 
	assignee TEXT, 
	remarks TEXT, 
	original TEXT NOT NULL, 
	erasure_id INTEGER, 
	PRIMARY KEY (offer_id), 
	FOREIGN KEY(import_id) REFERENCES imports (import_id), 
	FOREIGN KEY(erasure_id) REFERENCES erasures (erasure_id)
);
INSERT INTO "offers" VALUES(1,1,'Tabelle1',5,'offer','liste.csv 0 Grüße 口罩',NULL,NULL,NULL,NULL,'info@naehstube.example.org',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2020-03-17 00:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Firma": "liste.csv 0 Grüße 口罩", "Menge": "ca. 400 Stück\nwöchentl.", "Mail": "info@naehstube.example.org"}',NULL);
INSERT INTO "offers" VALUES(2,1,'Tabelle1',6,'offer','liste.csv 1 Grüße 口罩',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,52.5,NULL,NULL,NULL,'2020-03-17 00:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Firma": "liste.csv 1 Grüße 口罩", "Menge": "ca. 400 Stück\nwöchentl.", "Mail": "info@naehstube.example.org"}',NULL);
INSERT INTO "offers" VALUES(3,1,'Tabelle1',7,'offer','liste.csv 2 Grüße 口罩',NULL,NULL,NULL,NULL,'info@naehstube.example.org',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,52.5,NULL,NULL,NULL,'2020-03-17 00:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Firma": "liste.csv 2 Grüße 口罩", "Menge": "ca. 400 Stück\nwöchentl.", "Mail": "info@naehstube.example.org"}',NULL);
INSERT INTO "offers" VALUES(4,1,'Tabelle1',8,'need','liste.csv 3 Grüße 口罩',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2020-03-17 00:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Firma": "liste.csv 3 Grüße 口罩", "Menge": "ca. 400 Stück\nwöchentl.", "Mail": "info@naehstube.example.org"}',NULL);
INSERT INTO "offers" VALUES(5,2,'Tabelle1',5,'offer','zurueck.csv 0 Grüße 口罩',NULL,NULL,NULL,NULL,'info@naehstube.example.org',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2020-03-17 00:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Firma": "zurueck.csv 0 Grüße 口罩", "Menge": "ca. 400 Stück\nwöchentl.", "Mail": "info@naehstube.example.org"}',NULL);
INSERT INTO "offers" VALUES(6,2,'Tabelle1',6,'offer','zurueck.csv 1 Grüße 口罩',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,52.5,NULL,NULL,NULL,'2020-03-17 00:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Firma": "zurueck.csv 1 Grüße 口罩", "Menge": "ca. 400 Stück\nwöchentl.", "Mail": "info@naehstube.example.org"}',NULL);
CREATE TABLE originals (
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	content BLOB NOT NULL, 
	stored_at DATETIME NOT NULL, 
	erased_at DATETIME, 
	PRIMARY KEY (sha256)
);
INSERT INTO "originals" VALUES('01b54f8fd1da05768cd2170477db00f795007619bf907ba0b503198a07218c4b','liste.csv',31,X'6C697374652E6373763A2033206F666665727320616E642031206E65656473','2020-03-30 09:00:00.000000',NULL);
INSERT INTO "originals" VALUES('de6d806fbd871bc0e20de6744505bbe34febe0e6bf1b0bf62356d99b25aaefae','zurueck.csv',33,X'7A75727565636B2E6373763A2032206F666665727320616E642030206E65656473','2020-03-30 09:00:00.000000',NULL);
INSERT INTO "originals" VALUES('143b53480549b0a6d00ecc0e815831f2805dacf1b65f90ce0b4b8437dc762a82','kaputt.xlsx',17,X'504B0304206E6F7468696E67206D6F7265','2020-03-30 09:00:00.000000',NULL);
CREATE TABLE place_corrections (
	place_correction_id INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	country TEXT NOT NULL, 
	body JSON NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	ended_at DATETIME, 
	ended_by TEXT, 
	PRIMARY KEY (place_correction_id)
);
CREATE TABLE state (
	"key" TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "state" VALUES('schema',3);
INSERT INTO "state" VALUES('version',4);
INSERT INTO "state" VALUES('offer_id',6);
INSERT INTO "state" VALUES('capability_id',9);
INSERT INTO "state" VALUES('issue_id',3);
INSERT INTO "state" VALUES('import_id',3);
INSERT INTO "state" VALUES('correction_id',0);
INSERT INTO "state" VALUES('decision_id',0);
INSERT INTO "state" VALUES('change_id',0);
INSERT INTO "state" VALUES('document_id',0);
INSERT INTO "state" VALUES('batch_id',0);
INSERT INTO "state" VALUES('erasure_id',0);
INSERT INTO "state" VALUES('place_correction_id',0);
CREATE TABLE updates (
	import_id INTEGER NOT NULL, 
	offer_id INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	new_offer_id INTEGER, 
	PRIMARY KEY (import_id, offer_id), 
	FOREIGN KEY(import_id) REFERENCES imports (import_id), 
	FOREIGN KEY(offer_id) REFERENCES offers (offer_id), 
	FOREIGN KEY(new_offer_id) REFERENCES offers (offer_id)
);
CREATE TABLE verdicts (
	decision_id INTEGER NOT NULL, 
	left_offer_id INTEGER NOT NULL, 
	right_offer_id INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	weight DOUBLE, 
	automatic BOOLEAN NOT NULL, 
	PRIMARY KEY (decision_id, left_offer_id, right_offer_id), 
	FOREIGN KEY(decision_id) REFERENCES decisions (decision_id), 
	FOREIGN KEY(left_offer_id) REFERENCES offers (offer_id), 
	FOREIGN KEY(right_offer_id) REFERENCES offers (offer_id)
);
CREATE UNIQUE INDEX one_held_place ON place_corrections (words, country) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX one_held_correction ON corrections (fingerprint) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX one_live_import_per_file ON imports (sha256) WHERE undone_at IS NULL;
CREATE INDEX ix_offers_import_id ON offers (import_id);
CREATE INDEX ix_issues_import_id ON issues (import_id);
CREATE INDEX ix_updates_offer_id ON updates (offer_id);
CREATE INDEX ix_capabilities_offer_id ON capabilities (offer_id);
CREATE INDEX ix_verdicts_right_offer_id ON verdicts (right_offer_id);
CREATE INDEX ix_verdicts_left_offer_id ON verdicts (left_offer_id);
CREATE INDEX ix_documents_decision_id ON documents (decision_id);
CREATE INDEX ix_documents_offer_id ON documents (offer_id);
CREATE INDEX ix_forwardings_offer_id ON forwardings (offer_id);
CREATE INDEX ix_changes_decision_id ON changes (decision_id);
CREATE INDEX ix_changes_offer_id ON changes (offer_id);
COMMIT;
