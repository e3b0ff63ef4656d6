/*---
id: W15
version: 1
kind: wrong
title: { zh: 户籍迁出后仍在保, en: covered after moving out of the county }
severity: medium
requires: [assistance]
departments: [hukou]
columns: { custom_hukou: [moveOutDate] }
reads: { custom_hukou: [moveOutTo] }
parameters:
  months:
    type: number
    default: 1
    meaning: months after the move that are left for the transfer
evidence: [moved_on]
reason:
  zh: 户籍于{moved_on}迁出{moved_to}，仍在享{scheme_label}，待核实是否应办理转移
  en: household registration moved away on {moved_on}; still receives {scheme}; a transfer may be due, to be verified
innocent:
  zh: [县内迁移, 转移接续正在办理, 人户分离仍在本地居住, 迁出登记有误]
  en: [moved inside the county, a transfer is under way, still lives here, the move was registered by mistake]
check:
  zh: [实际居住地, 是否已在迁入地享受, 办理转移而不是直接停止]
  en: [where the person lives, whether covered there, transfer rather than end]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 动态管理, verified: false }
owner: yingbao
---*/
WITH moved AS (
  SELECT person_id, max_by(source, move_out_date) AS source, max(move_out_date) AS moved_on, max_by(move_out_to, move_out_date) AS moved_to, min(link_rank) AS link_rank
  FROM custom_hukou
  GROUP BY person_id
  HAVING bool_and(move_out_date IS NOT NULL)
)
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ',' || m.source || ']' AS sources,
  link_class_of(least(c.link_rank, m.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  c.scheme_group AS scheme,
  c.scheme_label,
  m.moved_on,
  coalesce('至' || m.moved_to, '') AS moved_to
FROM covered_person AS c
JOIN moved AS m ON m.person_id = c.person_id
WHERE m.moved_on <= $asOf - to_months(CAST($months AS INTEGER))
  AND m.moved_on >= c.first_month
  AND NOT contains(coalesce(m.moved_to, ''), c.county_key)
