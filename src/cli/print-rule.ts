import type { RuleBook } from '../run/rule-book.js';
import { renderRule } from '../run/rule-doc.js';
import type { Rule } from '../rules/rule-file.js';
import type { Terminal } from './terminal.js';

/** Whoever asks to explain a rule is told what the book of rules says of it, and where the book is. */
export function printRule(screen: Terminal, rule: Rule, book: RuleBook): void {
  const { format, lang } = screen.options;
  if (format === 'json') {
    const { id, version, kind, severity, title, reason, requires, departments, basis, owner } = rule;
    screen.out(
      JSON.stringify(
        { rule: id, version, kind, severity, title, reason, requires, departments, basis, owner },
        null,
        2,
      ),
    );
    return;
  }
  const text = renderRule(rule, book, lang);
  screen.out(
    lang === 'zh'
      ? `${rule.id} 是一条规则，不是线索编号。\n\n${text}\n全部规则见 yingbao rule doc。`
      : `${rule.id} is a rule, not the id of a finding.\n\n${text}\n\`yingbao rule doc\` writes the whole book.`,
  );
}
