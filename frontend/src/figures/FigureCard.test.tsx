import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { show } from '../testing/show';
import { FigureCard } from './FigureCard';
import type { Figure } from './queries';

function figure(part: Partial<Figure> = {}): Figure {
  return {
    ...{ key: 'csat', unit: 'ratio', sense: 'atLeast', value: 0.882, target: 0.85, met: 'met', n: 417 },
    ...{ numerator: 368, denominator: 417, leftOut: 0, small: false, waiting: 0, backlog: 0, left: [] },
    ...{ previous: 0.888, previousN: 400, change: -0.006, trending: 'worse', response: 0.31 },
    ...part,
  } as Figure;
}

const card = (part?: Partial<Figure>) => {
  show(<FigureCard figure={figure(part)} shown={false} onShow={() => {}} onExplain={() => {}} />);
  return screen.getByRole('region');
};

describe('the card of a figure', () => {
  test('says value, verdict, change, target and what it rests on', () => {
    const shown = card();
    for (const word of [
      '满意度 CSAT',
      '88.2',
      '达标',
      '0.6 pt',
      '变差',
      '目标 ≥ 85%',
      'n 417',
      '回收率 31%',
    ]) {
      expect(shown).toHaveTextContent(word);
    }
  });

  test('never shows nought for no data', () => {
    const none = { value: null, n: 0, change: null, trending: 'unknown', met: 'none', response: null };
    const shown = card(none);
    expect(shown).toHaveTextContent('暂无数据');
    expect(shown).toHaveTextContent('上期 88.8%');
    expect(shown).not.toHaveTextContent('达标');
    expect(shown).not.toHaveTextContent('0.0');
  });

  test('says what was before as that period says it', () => {
    const none = { value: null, n: 0, change: null, trending: 'unknown', met: 'none' };
    expect(card({ ...none, key: 'complaintRate', sense: 'atMost', previous: 0.0513 })).toHaveTextContent(
      '上期 5.13%',
    );
  });

  test.each([null, 0.9])('says of %s that there was nothing before', (value) => {
    const never = { previous: null, previousN: 0, change: null, trending: 'unknown' };
    expect(card({ ...never, value })).toHaveTextContent('上期无数据');
  });

  test('of few cases shows the interval in place of a verdict', () => {
    const shown = card({ n: 23, small: true, low: 0.732, high: 0.976 });
    expect(shown).toHaveTextContent('小样本');
    expect(shown).toHaveTextContent('95% 区间 73.2–97.6');
    expect(shown).not.toHaveTextContent('未达标');
  });

  test('a change that rounds to nothing is none', () => {
    expect(card({ change: -0.0001 })).toHaveTextContent('持平');
  });

  test('a time that should be short is written in the unit that suits it, its target likewise', () => {
    const shown = card({
      ...{
        key: 'firstReplyTime',
        unit: 'seconds',
        sense: 'atMost',
        value: 5220,
        target: 86_400,
        p90: 52_560,
      },
      ...{ change: -342, trending: 'better', response: null, waiting: 3 },
    });
    for (const word of ['87.0', '分钟', '5.7 分钟', '目标 ≤ 24 小时', 'p90 14.6 小时', '仍在等 3']) {
      expect(shown).toHaveTextContent(word);
    }
  });
});
