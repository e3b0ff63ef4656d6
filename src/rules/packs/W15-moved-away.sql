/*---
id: W15
version: 5
kind: wrong
title: { zh: 户籍迁出或长期无记录仍在保, en: 'covered after moving out of the county, or without a trace for a year' }
severity: medium
requires: [assistance]
departments: [hukou]
columns: { custom_hukou: [moveOutDate] }
reads: { custom_hukou: [moveOutTo] }
parameters:
  months:
    type: number
    default: 1
    meaning:
      zh: 迁出后留给办理转移的月数
      en: months after the move that are left for the transfer
  silentMonths:
    type: number
    default: 12
    meaning:
      zh: 无就医结算、正常参保和诉求达到多少个月视为长期无记录
      en: months without a medical bill, an insurance in force or a petition after which a person counts as without a trace
evidence: [sign_en]
reason:
  zh: '{sign_zh}，仍在享{scheme_label}，待核实居住情况和是否应办理转移'
  en: '{sign_en}; still receives {scheme}; where the person lives and whether a transfer is due are to be verified'
innocent:
  zh: [县内迁移, 转移接续正在办理, 人户分离仍在本地居住, 迁出登记有误, 身体健康未就医且漏缴医保]
  en: [moved inside the county, a transfer is under way, still lives here, the move was registered by mistake, in good health and insurance forgotten]
check:
  zh: [实际居住地, 是否已在迁入地享受, 办理转移而不是直接停止]
  en: [where the person lives, whether covered there, transfer rather than end]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 动态管理, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'an insurance that may be the person’s breaks the silence' }
  - { version: 3, date: 2026-11-28, note: so does one whose state nothing maps }
  - { version: 4, date: 2026-11-28, note: 'nor does silence say anything of whose number is contested' }
  - { version: 5, date: 2026-11-28, note: 'the register of the county of cover is asked, so that a move inside the register of a city is seen' }
---*/
WITH register AS (
  SELECT h.person_id, h.link_rank, h.source, h.move_out_date, h.move_out_to, coalesce(m.county, h.county) AS county
  FROM custom_hukou AS h
  LEFT JOIN county_map AS m ON m.written = coalesce(h.county, $defaultCounty)
),
-- The register of a city knows the person in the county that was left and in the new one: that of the cover is asked.
moved AS (
  SELECT c.person_id, max_by(r.source, (r.move_out_date, r.move_out_to, r.source)) AS source, max(r.move_out_date) AS moved_on, max_by(r.move_out_to, (r.move_out_date, r.move_out_to, r.source)) AS moved_to, min(r.link_rank) AS link_rank
  FROM covered_person AS c
  JOIN register AS r ON r.person_id = c.person_id
  WHERE c.county_key = ''
    OR coalesce(r.county, c.county_key) = c.county_key
  GROUP BY c.person_id
  HAVING bool_and(r.move_out_date IS NOT NULL)
),
-- Silence says something only while both lists that would speak are delivered and fresh.
listening AS (
  SELECT 1 AS yes
  FROM registry_date
  WHERE kind IN ('insurance', 'settlement')
  HAVING count(DISTINCT kind) = 2
    AND NOT bool_or(stale)
),
signs AS (
  SELECT
    c.person_id, 'moved' AS sign, c.source || ',' || m.source AS source_list,
    least(c.link_rank, m.link_rank) AS link_rank, c.scheme_group, c.scheme_label,
    '户籍于' || m.moved_on || '迁出' || coalesce('至' || m.moved_to, '') AS sign_zh,
    'household registration moved away on ' || m.moved_on AS sign_en
  FROM covered_person AS c
  JOIN moved AS m ON m.person_id = c.person_id
  WHERE m.moved_on <= $asOf - to_months(CAST($months AS INTEGER))
    AND m.moved_on >= c.first_month
    AND NOT contains(coalesce(m.moved_to, ''), c.county_key)
  UNION ALL
  SELECT
    c.person_id, 'silent', c.source, c.link_rank, c.scheme_group, c.scheme_label,
    '近' || CAST($silentMonths AS INTEGER) || '个月无就医结算、正常参保和诉求记录',
    'no medical bill, no insurance in force and no petition in the last ' || CAST($silentMonths AS INTEGER) || ' months'
  FROM covered_person AS c
  JOIN listening ON true
  WHERE c.first_month > DATE '1900-01-01'
    AND c.first_month <= $asOf - to_months(CAST($silentMonths AS INTEGER))
    AND c.person_id NOT IN (SELECT person_id FROM insured WHERE coalesce(member_status, 'normal') = 'normal')
    AND c.person_id NOT IN (SELECT person_id FROM perhaps_insured)
    -- Under a number that is another's, or that one of these lists has under another name, silence says nothing.
    AND c.person_id NOT IN (
      SELECT person_id FROM contested_number WHERE NOT owns OR other_kind IN ('insurance', 'settlement', 'petition')
    )
    AND c.person_id NOT IN (
      SELECT person_id FROM assisted_settlement WHERE settlement_date > $asOf - to_months(CAST($silentMonths AS INTEGER))
    )
    AND c.person_id NOT IN (
      SELECT person_id FROM petition WHERE petition_date > $asOf - to_months(CAST($silentMonths AS INTEGER))
    )
    AND c.person_id NOT IN (SELECT person_id FROM dead_person)
)
SELECT
  person_id,
  CASE sign WHEN 'moved' THEN '' ELSE sign END AS episode,
  '[' || source_list || ']' AS sources,
  link_class_of(link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  scheme_group AS scheme,
  scheme_label,
  sign_zh,
  sign_en
FROM signs
