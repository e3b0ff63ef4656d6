import type { Vocabulary } from './vocabulary.js';

export const insuranceType: Vocabulary = {
  codes: { employee: '职工基本医疗保险', resident: '城乡居民基本医疗保险', other: '其他险种' },
  written: {
    employee: ['职工', '职工医保', '职工基本医疗保险', '城镇职工基本医疗保险', '城镇职工', '310'],
    resident: ['居民', '居民医保', '城乡居民', '城乡居民医保', '城乡居民基本医疗保险', '新农合', '390'],
    other: ['生育保险', '大额医疗', '公务员医疗补助', '离休', '320', '330', '340', '510'],
  },
  patterns: [
    ['生育|大额|补充|公务员|离休', 'other'],
    ['职工', 'employee'],
    ['居民|农合|农村合作', 'resident'],
  ],
};

export const memberStatus: Vocabulary = {
  codes: { normal: '正常参保', paused: '暂停参保', ended: '终止参保', none: '未参保' },
  written: {
    normal: ['正常', '正常参保', '参保', '已参保', '参保中', '在保', '参保缴费', '正常缴费', '1'],
    paused: ['暂停', '暂停参保', '中断', '停保', '欠费', '中断缴费', '暂停缴费'],
    ended: ['终止', '终止参保', '注销', '退保', '死亡终止', '参保终止'],
    none: ['未参保', '0'],
  },
  patterns: [
    ['未参保', 'none'],
    ['终止|注销|退保', 'ended'],
    ['暂停|中断|停|欠', 'paused'],
    ['正常|参保', 'normal'],
  ],
};

export const assistedClass: Vocabulary = {
  codes: {
    dibao: '低保对象',
    tekun: '特困人员',
    edge: '低保边缘',
    orphan: '孤儿',
    defacto_orphan: '事实无人抚养儿童',
    severe_disability: '重度残疾人员',
    monitored: '防止返贫监测对象',
    veteran: '优抚对象',
    family_planning: '计生对象',
    other: '其他资助类别',
    none: '非资助对象',
  },
  written: {
    dibao: [
      '低保',
      '低保对象',
      '城乡低保对象',
      '民政城乡低保对象',
      '最低生活保障对象',
      '农村低保',
      '城市低保',
    ],
    tekun: ['特困', '特困人员', '特困供养人员', '五保'],
    edge: ['低保边缘', '低保边缘户', '低保边缘家庭', '低保边缘家庭成员', '低收入'],
    orphan: ['孤儿', '城乡孤儿', '民政城乡孤儿'],
    defacto_orphan: ['事实无人抚养儿童', '事实无人'],
    severe_disability: ['重度残疾', '重度残疾人', '重度残疾人员', '重残', '一二级残疾'],
    veteran: ['优抚', '优抚对象', '重点优抚对象'],
    family_planning: ['计生', '计生家庭', '计生特殊家庭', '独生子女户', '二女户'],
    none: [
      '无',
      '普通',
      '普通居民',
      '一般居民',
      '一般人员',
      '非资助',
      '非困难人员',
      '正常',
      '否',
      '/',
      '-',
      '不享受',
      '普通参保人员',
      '成年居民',
      '未成年居民',
      '学生',
      '在职',
      '退休',
      '居民',
      '职工',
    ],
    other: ['其他', '其它'],
  },
  patterns: [
    ['低保中重残|低保.*重病', 'dibao'],
    ['返贫|致贫|脱贫|监测|突发严重困难|贫困人口', 'monitored'],
    ['边缘', 'edge'],
    ['事实无人', 'defacto_orphan'],
    ['孤儿', 'orphan'],
    ['特困|五保', 'tekun'],
    ['低保|最低生活保障', 'dibao'],
    ['重度|重残|残疾', 'severe_disability'],
    ['优抚|复员|退役|烈|伤残军人', 'veteran'],
    ['计生|独生|计划生育', 'family_planning'],
  ],
};

export const settlementStatus: Vocabulary = {
  codes: { valid: '有效', revoked: '已撤销', reversal: '冲正' },
  written: {
    valid: ['有效', '正常', '已结算', '结算', '结算成功', '正常结算', '1', '是', '否'],
    revoked: ['撤销', '已撤销', '作废', '无效', '已作废', '取消', '0'],
    reversal: ['冲正', '冲销', '退费', '已退费', '红冲', '冲红'],
  },
  patterns: [
    ['撤销|作废|无效|取消', 'revoked'],
    ['冲|退', 'reversal'],
    ['有效|正常|结算', 'valid'],
  ],
};
