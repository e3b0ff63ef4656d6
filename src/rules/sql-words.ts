/** Words of SQL that a rule may use; everything else is a name, and names are checked. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `all and any as asc between both by case cast collate cross current date decimal desc distinct else end escape except
  exclude exists false filter first following from full group having ignore in inner integer intersect interval is join
  last left like limit natural not null nulls offset on or order outer over partition preceding qualify range right row
  rows select semi anti similar then timestamp to trailing true try_cast union unbounded using values varchar bigint
  double boolean when where window with within without materialized lateral year years month months day days`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Functions that compute from their arguments alone. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  `abs any_value arg_max arg_min array_agg bool_and bool_or ceil coalesce concat concat_ws contains count date_diff
  date_part date_trunc day dense_rank ends_with floor generate_series greatest if ifnull instr lag last_day last_value
  first_value lead least left len length list list_aggregate list_contains list_value lower lpad make_date max max_by min min_by mod
  month nullif printf quarter rank regexp_extract regexp_full_match regexp_matches regexp_replace replace reverse right
  round row_number rpad sign starts_with strftime string_agg strpos substr substring sum to_days to_json to_months to_years trim
  translate unnest upper year link_class_of`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** An average is a derived value and never evidence against anybody (reliability S13). */
export const DERIVING_FUNCTIONS: ReadonlySet<string> = new Set([
  'avg',
  'mean',
  'median',
  'mode',
  'quantile_cont',
]);

/** Statements and clauses that change something, read something else, start another statement, or may never end. */
export const FORBIDDEN: ReadonlySet<string> = new Set(
  `alter analyze attach begin call checkpoint comment commit copy create deallocate delete describe detach drop execute
  explain export force grant import insert install into load merge pivot pragma prepare recursive reset revoke rollback set show
  summarize table truncate unpivot update upsert use vacuum`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
