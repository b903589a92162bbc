import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { columnsToFill } from '../../records/acts/choices.ts';
import { TreePane } from '../../records/list/TreePane.tsx';
import type { ListWish } from '../../records/list/useListQuery.ts';
import { useStoreEvents } from '../../records/ui/events.ts';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count } from '../../records/ui/words.ts';
import { organisationsOf, useWorkspace } from '../../records/ui/workspace.tsx';
import { FillDialog } from './FillDialog.tsx';
import { gapFigures } from './gapFigures.ts';
import { SheetDialog } from './SheetDialog.tsx';

interface TabProps {
  readonly definition: RecordDefinition;
  readonly mayWrite: boolean;
}

interface News {
  readonly words: string;
  readonly takeBack?: () => Promise<string>;
}

/** Which columns are wanted, of how many, by place; each number opens its people. */
export function ColumnsTab({ definition, mayWrite }: TabProps) {
  const workspace = useWorkspace();
  const { store, events } = workspace;
  const navigate = useNavigate();
  const organisations = organisationsOf(workspace);
  const [node, setNode] = useState<string>();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [filling, setFilling] = useState<string>();
  const [sheet, setSheet] = useState(false);
  const [news, setNews] = useState<News>();
  const [figures, reload] = useLoaded(
    () => gapFigures(store, definition, { organisations }, node),
    node ?? '',
  );
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === definition.type) reload();
  });
  const word = definition.countWord;
  useStatusLine(
    figures === undefined
      ? []
      : [
          {
            text: '信息待补',
            value: count(figures.lacking),
            after: `${word}（共 ${count(figures.all)} ${word}）`,
          },
        ],
  );
  if (figures === undefined) return null;
  const fillable = new Set(columnsToFill(definition));
  const chosen = figures.columns.filter(({ key }) => !left.has(key));
  const place = node === undefined ? {} : { node };
  const open = (key: string): void => {
    const wish: ListWish = { filters: { '@gap': [key] }, ...place };
    void navigate(`/records/${definition.type}`, { state: { wish } });
  };
  const query = { type: definition.type, organisations, ...place };
  return (
    <div className="list-body">
      {definition.treeField === undefined || figures.tree.length === 0 ? null : (
        <TreePane
          definition={definition}
          field={definition.treeField}
          total={figures.everywhere}
          nodes={figures.tree}
          chosen={node}
          onChoose={setNode}
        />
      )}
      <div className="gaps-main">
        {news === undefined ? null : (
          <Sentence
            tone="ok"
            action={
              <>
                {news.takeBack === undefined ? null : (
                  <Button
                    size="small"
                    onClick={() => {
                      void news.takeBack?.().then((words) => {
                        setNews({ words });
                      });
                    }}
                  >
                    全部改回来
                  </Button>
                )}
                <Button
                  type="link"
                  size="small"
                  onClick={() => {
                    setNews(undefined);
                  }}
                >
                  收起
                </Button>
              </>
            }
          >
            {news.words}
          </Sentence>
        )}
        {figures.columns.length === 0 ? (
          <div className="nothing">
            <p className="nothing-lead">
              {figures.all === 0
                ? `还没有${definition.listLabel ?? definition.label}。`
                : `上报要填的栏目都填了，${count(figures.all)} ${word}都不缺。`}
            </p>
          </div>
        ) : (
          <>
            <div className="gaps-lead">
              <p>
                {node === undefined ? '' : `${node.split('/').join(' · ')}：`}
                {count(figures.all)} {word}里有 <b>{count(figures.lacking)}</b> {word}缺上报要填的栏目。
              </p>
              <div className="grow" />
              <Button
                type="primary"
                disabled={chosen.length === 0}
                onClick={() => {
                  setSheet(true);
                }}
              >
                导出待补信息表
              </Button>
            </div>
            <NumberedTable
              heads={[
                '栏目',
                { label: `缺的${word}数`, number: true },
                '放进待补信息表',
                { label: '办理', unseen: true },
              ]}
            >
              {figures.columns.map((column, index) => (
                <tr key={column.key}>
                  <td className="row-number">{index + 1}</td>
                  <td>{column.label}</td>
                  <td className="number">
                    <Button
                      type="link"
                      className="inline"
                      aria-label={`看缺${column.label}的 ${count(column.count)} ${word}`}
                      onClick={() => {
                        open(column.key);
                      }}
                    >
                      {count(column.count)}
                    </Button>
                  </td>
                  <td>
                    <Checkbox
                      aria-label={`待补信息表里放${column.label}`}
                      checked={!left.has(column.key)}
                      onChange={(event) => {
                        const next = new Set(left);
                        if (event.target.checked) next.delete(column.key);
                        else next.add(column.key);
                        setLeft(next);
                      }}
                    />
                  </td>
                  <td>
                    {mayWrite && fillable.has(column.key) ? (
                      <Button
                        size="small"
                        aria-label={`整列填写${column.label}`}
                        onClick={() => {
                          setFilling(column.key);
                        }}
                      >
                        整列填写
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </NumberedTable>
          </>
        )}
      </div>
      {filling === undefined ? null : (
        <FillDialog
          definition={definition}
          column={filling}
          query={{ ...query, filters: { '@gap': [filling] } }}
          onClose={(done) => {
            setFilling(undefined);
            if (done !== undefined) setNews(done);
          }}
        />
      )}
      {sheet ? (
        <SheetDialog
          definition={definition}
          query={{ ...query, filters: { '@gap': chosen.map(({ key }) => key) } }}
          columns={chosen.map(({ key }) => key)}
          onClose={(words) => {
            setSheet(false);
            if (words !== undefined) setNews({ words });
          }}
        />
      ) : null}
    </div>
  );
}
