ALTER TABLE "scooters" ADD COLUMN "gears" VARCHAR(255) NOT NULL DEFAULT 'g5'
ALTER TABLE "scooters" ADD COLUMN "weight" DOUBLE PRECISION
ALTER TABLE "scooters" ADD COLUMN "place__1_3" VARCHAR(255) NOT NULL DEFAULT 'nowhere'
ALTER TABLE "scooters" ADD COLUMN "serial" VARCHAR(36)
ALTER TABLE "scooters" ADD COLUMN "price__1_2" INTEGER
ALTER TABLE "scooters" ADD COLUMN "price__1_2_was" VARCHAR(255)
CREATE TRIGGER "scooters_price__1_2_watch" AFTER UPDATE ON "scooters" WHEN NEW."price" COLLATE BINARY IS NOT OLD."price" COLLATE BINARY AND NEW."price" COLLATE BINARY IS NOT NEW."price__1_2_was" COLLATE BINARY BEGIN UPDATE "scooters" SET "price__1_2" = NULL, "price__1_2_was" = NULL WHERE "id" = NEW."id"; END
ALTER TABLE "scooters" ADD COLUMN "state__1_3" VARCHAR(255)
ALTER TABLE "scooters" ADD COLUMN "state__1_3_was" VARCHAR(255)
CREATE TRIGGER "scooters_state__1_3_watch" AFTER UPDATE ON "scooters" WHEN NEW."state" COLLATE BINARY IS NOT OLD."state" COLLATE BINARY AND NEW."state" COLLATE BINARY IS NOT NEW."state__1_3_was" COLLATE BINARY BEGIN UPDATE "scooters" SET "state__1_3" = NULL, "state__1_3_was" = NULL WHERE "id" = NEW."id"; END
ALTER TABLE "scooters" ADD COLUMN "rank__1_3" INTEGER
ALTER TABLE "scooters" ADD COLUMN "rank__1_3_was" INTEGER
CREATE TRIGGER "scooters_rank__1_3_watch" AFTER UPDATE ON "scooters" WHEN NEW."rank" IS NOT OLD."rank" AND NEW."rank" IS NOT NEW."rank__1_3_was" BEGIN UPDATE "scooters" SET "rank__1_3" = NULL, "rank__1_3_was" = NULL WHERE "id" = NEW."id"; END
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.0 1.3', '', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
SELECT "id", "rowid", "price", "price__1_2_was", "price__1_2", "state", "state__1_3_was", "state__1_3", "rank", "rank__1_3_was", "rank__1_3" FROM "scooters" WHERE ("price" COLLATE BINARY IS NOT "price__1_2_was" COLLATE BINARY OR "price__1_2" IS NULL) OR ("state" COLLATE BINARY IS NOT "state__1_3_was" COLLATE BINARY OR "state__1_3" IS NULL) OR ("rank" IS NOT "rank__1_3_was" OR "rank__1_3" IS NULL) ORDER BY "rowid" ASC LIMIT ?
UPDATE "scooters" SET "price__1_2" = ?, "price__1_2_was" = "price", "state__1_3" = ?, "state__1_3_was" = "state", "rank__1_3" = ?, "rank__1_3_was" = "rank" WHERE "id" = ? AND "price" COLLATE BINARY = ? AND ("price" COLLATE BINARY IS NOT "price__1_2_was" COLLATE BINARY OR "price__1_2" IS NULL) AND "state" COLLATE BINARY = ? AND ("state" COLLATE BINARY IS NOT "state__1_3_was" COLLATE BINARY OR "state__1_3" IS NULL) AND "rank" = ? AND ("rank" IS NOT "rank__1_3_was" OR "rank__1_3" IS NULL)
UPDATE "scooters" SET "serial" = ? WHERE "id" = ? AND "serial" IS NULL AND (1 = 1 OR "place__1_3" IS NULL)
CREATE INDEX IF NOT EXISTS "scooters_price__1_2_news" ON "scooters" ("id") WHERE ("price" COLLATE BINARY IS NOT "price__1_2_was" COLLATE BINARY OR "price__1_2" IS NULL)
CREATE INDEX IF NOT EXISTS "scooters_state__1_3_news" ON "scooters" ("id") WHERE ("state" COLLATE BINARY IS NOT "state__1_3_was" COLLATE BINARY OR "state__1_3" IS NULL)
CREATE INDEX IF NOT EXISTS "scooters_rank__1_3_news" ON "scooters" ("id") WHERE ("rank" IS NOT "rank__1_3_was" OR "rank__1_3" IS NULL)
CREATE INDEX IF NOT EXISTS "scooters_serial_news" ON "scooters" ("id") WHERE "serial" IS NULL
