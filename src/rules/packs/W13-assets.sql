/*---
id: W13
version: 3
kind: wrong
title: { zh: 核对报告资产高于当地限额, en: assets above the local limit }
severity: medium
requires: [assistance]
departments: [asset_report]
columns: { custom_asset_report: [amount] }
reads: { custom_asset_report: [assetType, eventDate] }
standard: true
parameters:
  months:
    type: number
    meaning:
      zh: 当地人均资产限额，按低保月标准的月数计（常见 12 至 36；无默认值，请按当地规定填写）
      en: local limit of assets per head, in months of the dibao standard (commonly 12 to 36; no default, ask the rule of your county)
grounds: [asset_tiers]
reason:
  zh: 在享{scheme_label}，核对报告显示家庭资产合计{total}元，高于当地限额{ceiling}元（{members}人），待核实
  en: receives {scheme}; the checking centre reports {total} yuan for the household of {members}, above the local limit of {ceiling} yuan, to be verified
counterEvidence:
  perhaps_repeated: { zh: 核对报告中有几行内容相同，可能是同一笔资产重复列出，只计一次则不超过限额, en: 'rows of the report are alike: perhaps one asset listed twice, and counted once the total is within the limit' }
innocent:
  zh: [治病筹款或赔偿款, 他人代存, 丧葬或安置补偿, 报告日后已支出]
  en: [money raised for treatment or a compensation, kept for somebody else, funeral or resettlement money, spent since the report]
check:
  zh: [资金来源和归属, 用途, 最近余额]
  en: [origin and owner of the money, what it is for, the latest balance]
basis:
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第五十八条, verified: false }
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 家庭财产, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'the members on the roll count for how sure the identity is; rows of one person count once' }
  - { version: 3, date: 2026-11-28, note: 'of several reports on a person only the latest counts; rows that are alike speak against the finding where it rests on them' }
---*/
WITH member AS (
  SELECT household_key, person_id, max(family_size) AS family_size, max(link_rank) AS link_rank
  FROM household
  WHERE active
    AND scheme_group = 'dibao'
  GROUP BY household_key, person_id
),
-- A later report lists again what an earlier one did.
latest AS (
  SELECT *, row_number() OVER (PARTITION BY person_id, asset_type, amount ORDER BY source) = 1 AS first_of_its_kind
  FROM custom_asset_report
  QUALIFY event_date IS NULL OR event_date = max(event_date) OVER (PARTITION BY person_id)
),
home AS (
  SELECT
    m.household_key,
    greatest(count(DISTINCT m.person_id), coalesce(max(m.family_size), 0)) AS members,
    sum(r.amount) AS total,
    sum(r.amount) FILTER (WHERE r.first_of_its_kind) AS total_once,
    min(least(m.link_rank, r.link_rank)) FILTER (WHERE r.person_id IS NOT NULL) AS link_rank,
    string_agg(r.source, ',' ORDER BY r.source) AS source_list
  FROM member AS m
  LEFT JOIN latest AS r ON r.person_id = m.person_id
  GROUP BY m.household_key
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || h.source_list || ']' AS sources,
  link_class_of(least(c.link_rank, h.link_rank)) AS link_class,
  NULL AS amount,
  c.monthly_yuan IS NULL AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  h.members,
  CAST(h.total AS DECIMAL(14, 2)) AS total,
  CAST($months * c.monthly_yuan * h.members AS DECIMAL(14, 2)) AS ceiling,
  h.total_once <= $months * c.monthly_yuan * h.members AS perhaps_repeated,
  -- A balance is another every day; another multiple of the limit is something new.
  generate_series(1, CAST(least(floor(h.total / nullif($months * c.monthly_yuan * h.members, 0)), 1000) AS INTEGER)) AS asset_tiers
FROM covered_person AS c
JOIN home AS h ON h.household_key = c.household_key
WHERE h.total > $months * coalesce(c.monthly_yuan, (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')) * h.members
  AND c.person_id IN (SELECT person_id FROM custom_asset_report)
QUALIFY row_number() OVER (PARTITION BY h.household_key ORDER BY c.link_rank DESC, c.person_id) = 1
