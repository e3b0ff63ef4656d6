import type { Vocabulary } from './vocabulary.js';

export const paymentStatus: Vocabulary = {
  codes: { paid: '已发放', failed: '发放失败', returned: '退回', pending: '待发放' },
  written: {
    paid: ['已发放', '发放成功', '成功', '已支付', '支付成功', '正常', '1'],
    failed: ['失败', '发放失败', '支付失败', '0'],
    returned: ['退回', '已退回', '退票', '退款'],
    pending: ['待发放', '未发放', '处理中', '待支付'],
  },
  patterns: [
    ['失败', 'failed'],
    ['退|冲', 'returned'],
    ['待|未|处理中', 'pending'],
    ['成功|已', 'paid'],
  ],
};
