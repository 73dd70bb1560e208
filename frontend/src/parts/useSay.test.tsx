import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '../testing/show';
import { useSay } from './useSay';

function Said({ of, params }: { of: string; params: Record<string, string> }) {
  return <p>{useSay()(of, params)}</p>;
}

test('money and days are written as everywhere in the window', () => {
  const year = new Date().getFullYear();
  show(
    <>
      <Said
        of="returns.missing.inspect"
        params={{ title: 'AP-500', units: '1', count: '1', amount: '1699.00', currency: 'CNY' }}
      />
      <Said of="returns.matter.expires" params={{ day: `${year}-11-22` }} />
    </>,
  );
  expect(screen.getByText('“AP-500”1 件待质检，¥1,699.00 尚不能退')).toBeInTheDocument();
  expect(screen.getByText('11-22 未寄出将失效')).toBeInTheDocument();
});
