-- Create the archive's database and its three roles at the first start. Passwords are variables of psql.
-- Web processes are shawahid_reader; the database allows it nothing but SELECT.
CREATE ROLE shawahid_loader LOGIN PASSWORD :'loader';
CREATE ROLE shawahid_reader LOGIN PASSWORD :'reader';
CREATE ROLE shawahid_replicator LOGIN REPLICATION PASSWORD :'replicator';
ALTER ROLE shawahid_reader SET default_transaction_read_only = on;
ALTER ROLE shawahid_reader SET statement_timeout = '10s';
ALTER ROLE shawahid_reader SET idle_in_transaction_session_timeout = '30s';

CREATE DATABASE shawahid OWNER shawahid_loader TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE shawahid FROM PUBLIC;
GRANT CONNECT ON DATABASE shawahid TO shawahid_reader;

\connect shawahid
ALTER SCHEMA public OWNER TO shawahid_loader;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shawahid_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE shawahid_loader IN SCHEMA public GRANT SELECT ON TABLES TO shawahid_reader;

-- PostgreSQL allows all roles to write large objects and replication messages, version 15 even in read-only transactions.
DO $$ DECLARE function_id regprocedure; BEGIN
  FOR function_id IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN
    ('lo_creat', 'lo_create', 'lo_from_bytea', 'pg_logical_emit_message')
  LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function_id); END LOOP;
END $$;
