SELECT "id", "price", "price__1_2_was", "price__1_2" FROM "scooters" WHERE ("price" COLLATE BINARY IS NOT "price__1_2_was" COLLATE BINARY OR "price__1_2" IS NULL) ORDER BY "id" ASC LIMIT ?
UPDATE "scooters" SET "price__1_2" = ?, "price__1_2_was" = "price" WHERE "id" = ? AND "price" COLLATE BINARY = ? AND ("price" COLLATE BINARY IS NOT "price__1_2_was" COLLATE BINARY OR "price__1_2" IS NULL)
DROP TRIGGER IF EXISTS "scooters_price__1_2_watch"
DROP INDEX IF EXISTS "scooters_price__1_2_news"
ALTER TABLE "scooters" DROP COLUMN "price"
ALTER TABLE "scooters" RENAME COLUMN "price__1_2" TO "cost"
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.0 1.3', 'cost', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
SELECT "id", "state", "state__1_3_was", "state__1_3" FROM "scooters" WHERE ("state" COLLATE BINARY IS NOT "state__1_3_was" COLLATE BINARY OR "state__1_3" IS NULL) ORDER BY "id" ASC LIMIT ?
UPDATE "scooters" SET "state__1_3" = ?, "state__1_3_was" = "state" WHERE "id" = ? AND "state" COLLATE BINARY = ? AND ("state" COLLATE BINARY IS NOT "state__1_3_was" COLLATE BINARY OR "state__1_3" IS NULL)
DROP TRIGGER IF EXISTS "scooters_state__1_3_watch"
DROP INDEX IF EXISTS "scooters_state__1_3_news"
ALTER TABLE "scooters" DROP COLUMN "state"
ALTER TABLE "scooters" RENAME COLUMN "state__1_3" TO "state"
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.0 1.3', 'cost state', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
SELECT "id", "rank", "rank__1_3_was", "rank__1_3" FROM "scooters" WHERE ("rank" IS NOT "rank__1_3_was" OR "rank__1_3" IS NULL) ORDER BY "id" ASC LIMIT ?
UPDATE "scooters" SET "rank__1_3" = ?, "rank__1_3_was" = "rank" WHERE "id" = ? AND "rank" = ? AND ("rank" IS NOT "rank__1_3_was" OR "rank__1_3" IS NULL)
DROP TRIGGER IF EXISTS "scooters_rank__1_3_watch"
DROP INDEX IF EXISTS "scooters_rank__1_3_news"
ALTER TABLE "scooters" DROP COLUMN "rank"
ALTER TABLE "scooters" RENAME COLUMN "rank__1_3" TO "rank"
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.0 1.3', 'cost state rank', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
ALTER TABLE "scooters" DROP COLUMN "lamp"
ALTER TABLE "scooters" RENAME COLUMN "place" TO "dock"
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.0 1.3', 'cost state rank dock', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
ALTER TABLE "scooters" RENAME COLUMN "place__1_3" TO "place"
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.0 1.3', 'cost state rank dock place', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
DROP INDEX IF EXISTS "scooters_serial_news"
INSERT INTO "versioned_object_tables" ("table_name", "object_name", "versions", "settled", "written_at") VALUES ('scooters', 'Scooter', '1.3', '', NOW) ON CONFLICT ("table_name") DO UPDATE SET "object_name" = "excluded"."object_name", "versions" = "excluded"."versions", "settled" = "excluded"."settled", "written_at" = "excluded"."written_at"
DROP INDEX IF EXISTS "scooters_price__1_2_news"
ALTER TABLE "scooters" DROP COLUMN "price__1_2_was"
DROP INDEX IF EXISTS "scooters_rank__1_3_news"
ALTER TABLE "scooters" DROP COLUMN "rank__1_3_was"
DROP INDEX IF EXISTS "scooters_state__1_3_news"
ALTER TABLE "scooters" DROP COLUMN "state__1_3_was"
