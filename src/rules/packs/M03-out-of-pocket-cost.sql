/*---
id: M03
version: 5
kind: missed
title: { zh: 大额自付医疗支出未纳入保障, en: large out-of-pocket medical cost without cover }
severity: low
yields: [severity]
requires: [assistance, settlement]
absence: [assistance]
standard: true
parameters:
  by:
    type: text
    default: person
    choices: [person, household]
    meaning:
      zh: 按个人（person）或按家庭（household，户籍名单或救助名单中的户）累计；按家庭时只合计健在且未保的成员，列出负担最大的一人
      en: sum per person or per household (of the household register, else of the roll); of a household the living members without cover are summed and the one who bore most is named
  months:
    type: number
    default: 12
    meaning:
      zh: 个人负担累计基准日前的月数
      en: months before the as-of date over which the personal burden is summed
  multiple:
    type: number
    default: 12
    meaning:
      zh: 门槛为当地低保月标准的倍数
      en: threshold as a multiple of the county's monthly dibao standard
  mediumMultiple:
    type: number
    default: 24
    meaning:
      zh: 达到月标准的多少倍为中等严重
      en: multiple of the monthly standard from which the severity is medium
  highMultiple:
    type: number
    default: 48
    meaning:
      zh: 达到月标准的多少倍为严重
      en: multiple of the monthly standard from which the severity is high
reason:
  zh: 近{months}个月{whose_zh}医疗费用个人负担合计{total}元，达到当地低保月标准{standard}元的{multiple}倍，未查到有效的低保、特困或孤儿保障记录
  en: personal burden of medical cost{whose_en} over {months} months is {total} yuan, at least {multiple} times the local monthly dibao standard of {standard} yuan; no cover in force was found
suppressors: [endedCover, goodIncome, fiscalPayroll, secondHouse, vehicle, business]
counterEvidence:
  loose_reversal:
    zh: 另有冲销记录，未能对应到所列票据
    en: there are reversals that fit none of the bills
grounds: [tiers]
innocent:
  zh: [医疗费已由商业保险或单位补助报销, 家庭有足够收入或积蓄, 已获医疗救助或临时救助]
  en: [commercial insurance or the employer paid, the household has enough income or savings, medical aid or temporary relief was given]
check:
  zh: [核对各项报销后的票据, 是否因病负债, 主要劳动力是否因照护停工, 是否符合刚性支出困难家庭]
  en: [bills after all reimbursement, debts because of the illness, whether an earner stopped work to care, whether rigid-expenditure aid applies]
basis:
  - { title: 国办发〔2023〕39号, date: 2023-10-19, article: 刚性支出困难家庭, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-27, note: severity in three tiers of the annual standard }
  - { version: 3, date: 2026-11-28, note: the sum of a household as an option }
  - { version: 4, date: 2026-11-28, note: a settlement that came twice under one number is one bill }
  - { version: 5, date: 2026-11-28, note: 'evidence that only lost something is the same evidence; it rests on no month, age or amount that moves by itself' }
---*/
WITH home AS MATERIALIZED (
  SELECT person_id, household
  FROM (
    SELECT person_id, coalesce(county, '') || '|' || household_no AS household, 1 AS place
    FROM custom_hukou
    WHERE $by = 'household'
      AND household_no IS NOT NULL
      AND move_out_date IS NULL
    UNION ALL
    SELECT person_id, 'roll|' || household_key, 2
    FROM household
    WHERE $by = 'household'
      AND active
  ) AS h
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY place, household) = 1
),
large_home AS (
  SELECT h.household
  FROM home AS h
  JOIN settlement AS s ON s.person_id = h.person_id
  WHERE $by = 'household'
    AND s.settlement_date > $asOf - to_months(CAST($months AS INTEGER))
    AND s.settlement_date <= $asOf
    AND s.personal_burden > 0
    AND coalesce(s.status, 'valid') = 'valid'
  GROUP BY h.household
  HAVING sum(s.personal_burden) >= $multiple * (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')
),
likely AS MATERIALIZED (
  SELECT person_id
  FROM settlement
  WHERE settlement_date > $asOf - to_months(CAST($months AS INTEGER))
    AND settlement_date <= $asOf
    AND personal_burden > 0
    AND coalesce(status, 'valid') = 'valid'
  GROUP BY person_id
  HAVING sum(personal_burden) >= $multiple * (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')
  UNION
  SELECT h.person_id
  FROM home AS h
  JOIN large_home AS l ON l.household = h.household
  WHERE $by = 'household'
),
netted AS (
  SELECT
    s.person_id, s.link_rank, s.source, s.file, s.line,
    coalesce(n.burden, s.personal_burden) AS burden,
    coalesce(n.in_part, false) AS in_part,
    coalesce(n.loose, false) AS loose
  FROM settlement AS s
  LEFT JOIN settlement_net AS n ON n.registry = s.registry AND n.record_no = s.record_no
  WHERE s.person_id IN (SELECT person_id FROM likely)
    AND s.person_id NOT IN (SELECT person_id FROM dead_person)
    AND s.person_id NOT IN (SELECT person_id FROM covered_person)
    AND s.settlement_date > $asOf - to_months(CAST($months AS INTEGER))
    AND s.settlement_date <= $asOf
    AND s.status IS DISTINCT FROM 'revoked'
  -- Exports overlap: one settlement that came twice is one bill.
  QUALIFY s.settlement_no IS NULL
    OR row_number() OVER (
      PARTITION BY s.person_id, s.settlement_no, s.settlement_date, s.personal_burden, s.status
      ORDER BY s.registry, s.record_no
    ) = 1
),
borne AS (
  SELECT
    n.*,
    coalesce(h.household, n.person_id) AS unit,
    sum(n.burden) OVER (PARTITION BY n.person_id) AS own_total
  FROM netted AS n
  LEFT JOIN home AS h ON h.person_id = n.person_id
),
totals AS (
  SELECT
    max_by(person_id, (own_total, person_id)) AS person_id,
    count(DISTINCT person_id) AS people,
    sum(burden) AS total,
    min(link_rank) FILTER (WHERE burden <> 0) AS link_rank,
    bool_or(loose) AS loose_reversal,
    string_agg(source, ',' ORDER BY own_total DESC, person_id, burden DESC, file, line) FILTER (WHERE burden <> 0 OR in_part) AS source_list
  FROM borne
  GROUP BY unit
),
places AS (
  SELECT person_id, min_by(county, (priority, county)) AS county
  FROM person_place
  WHERE person_id IN (SELECT person_id FROM totals)
  GROUP BY person_id
)
SELECT
  t.person_id,
  '' AS episode,
  '[' || t.source_list || ']' AS sources,
  link_class_of(t.link_rank) AS link_class,
  t.total AS amount,
  s.monthly_yuan IS NULL AS refused,
  CAST($months AS INTEGER) AS months,
  CASE WHEN t.people > 1 THEN '家庭' || t.people || '名成员' ELSE '' END AS whose_zh,
  CASE WHEN t.people > 1 THEN ' of ' || t.people || ' members of the household' ELSE '' END AS whose_en,
  CASE
    WHEN t.total >= $highMultiple * s.monthly_yuan THEN 'high'
    WHEN t.total >= $mediumMultiple * s.monthly_yuan THEN 'medium'
    ELSE 'low'
  END AS severity,
  CAST(CASE
    WHEN t.total >= $highMultiple * s.monthly_yuan THEN greatest($highMultiple, $multiple)
    WHEN t.total >= $mediumMultiple * s.monthly_yuan THEN greatest($mediumMultiple, $multiple)
    ELSE $multiple
  END AS INTEGER) AS multiple,
  CAST(t.total AS DECIMAL(14, 2)) AS total,
  CAST(s.monthly_yuan AS DECIMAL(14, 2)) AS standard,
  -- Every multiple of the line that is reached is a ground of its own: less than was judged is nothing new.
  generate_series(1, CAST(least(floor(t.total / ($multiple * s.monthly_yuan)), 1000) AS INTEGER)) AS tiers,
  t.loose_reversal
FROM totals AS t
LEFT JOIN places AS p ON p.person_id = t.person_id
LEFT JOIN county_map AS s ON s.written = coalesce(p.county, $defaultCounty)
WHERE t.total >= $multiple * coalesce(s.monthly_yuan, (SELECT min(monthly_yuan) FROM standard_now WHERE scheme = 'dibao'))
