import { useState } from 'react';
import { Bottleneck } from './Bottleneck';
import { BreachedCard } from './BreachedCard';
import { CertificationCard } from './CertificationCard';
import { FigureCard } from './FigureCard';
import classes from './Figures.module.css';
import { ParetoCard } from './ParetoCard';
import type { Report } from './queries';
import { TrendCard } from './TrendCard';

/** All cards of a report. */
export function Figures({ report, onExplain }: { report: Report; onExplain: (key: string) => void }) {
  const [chosen, setChosen] = useState<string>();
  const shown = chosen ?? report.trend.key;
  return (
    <div className={classes.cards}>
      <div className={classes.figures}>
        {report.figures.map((figure) => (
          <FigureCard
            key={figure.key}
            figure={figure}
            trend={report.trends.find(({ key }) => key === figure.key)}
            shown={shown === figure.key}
            onShow={() => setChosen(figure.key)}
            onExplain={() => onExplain(figure.key)}
          />
        ))}
      </div>
      <div className={classes.pair}>
        <Bottleneck stages={report.stages} />
        <ParetoCard report={report} />
      </div>
      <div className={classes.pair}>
        <TrendCard trends={report.trends} figures={report.figures} shown={shown} onShow={setChosen} />
        <CertificationCard report={report} />
      </div>
      <BreachedCard breached={report.breached} total={report.breachedTotal} />
    </div>
  );
}
