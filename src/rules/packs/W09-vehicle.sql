/*---
id: W09
version: 2
kind: wrong
title: { zh: 在保人员名下登记机动车, en: vehicle registered to a covered person }
severity: medium
requires: [assistance]
departments: [vehicle]
columns: { custom_vehicle: [vehicleType] }
parameters:
  exempt:
    type: text
    default: 代步|残疾人|摩托|轻便|(^|[^纯])电动(自行|助力|两轮|二轮|三轮|滑板|轮椅|代步|车)|^电动$|农用|三轮|拖拉机
    meaning:
      zh: 不计入的车辆类型（正则）
      en: pattern of vehicle types that count for nobody
  gone:
    type: text
    default: 报废|注销|转出|灭失|达到强制
    meaning:
      zh: 不再计入的车辆状态（正则）
      en: pattern of states in which a vehicle no longer counts
evidence: [vehicle_type]
reason:
  zh: 在享{scheme_label}，名下登记有{vehicle_type}，待核实
  en: receives {scheme}; a vehicle ({vehicle_type}) is registered under the name, to be verified
innocent:
  zh: [他人借名登记, 身份被冒用, 车辆已报废未注销, 生产经营必需且价值很低]
  en: [registered for somebody else, identity used by others, scrapped and not deregistered, needed for a living and of little value]
check:
  zh: [车辆实际使用人, 车辆现状和价值, 是否报废]
  en: [who really uses it, its state and value, whether it is scrapped]
basis:
  - { title: 《最低生活保障审核确认办法》民发〔2021〕57号, date: 2021-07-01, article: 家庭财产, verified: false }
  - { title: 《社会救助暂行办法》国务院令第649号, date: 2014-05-01, article: 第五十八条, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'an electric car (纯电动轿车, 电动汽车) is a car; only electric bicycles and tricycles are let pass' }
---*/
SELECT
  c.person_id,
  '' AS episode,
  '[' || any_value(c.source) || ',' || string_agg(v.source, ',' ORDER BY v.file, v.line) || ']' AS sources,
  link_class_of(least(any_value(c.link_rank), min(v.link_rank))) AS link_class,
  NULL AS amount,
  false AS refused,
  any_value(c.scheme_group) AS scheme,
  any_value(c.scheme_label) AS scheme_label,
  string_agg(DISTINCT coalesce(v.vehicle_type, '机动车'), '、' ORDER BY coalesce(v.vehicle_type, '机动车')) AS vehicle_type
FROM covered_person AS c
JOIN custom_vehicle AS v ON v.person_id = c.person_id
WHERE NOT regexp_matches(coalesce(v.vehicle_type, ''), $exempt)
  AND NOT regexp_matches(coalesce(v.status, ''), $gone)
GROUP BY c.person_id
