import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { lastNameOf, treeFieldsOf } from '../../../../domain/records/paths.ts';
import type { ListWish } from '../../../records/list/useListQuery.ts';
import { useStoreEvents } from '../../../records/ui/events.ts';
import { PageHead } from '../../../records/ui/PageHead.tsx';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { count } from '../../../records/ui/words.ts';
import { useDefinition, useMayWrite, useWorkspace } from '../../../records/ui/workspace.tsx';
import { NotHere } from '../../records/ListPage.tsx';
import type { PlaceDone } from './PlaceDialog.tsx';
import { PlaceDialog } from './PlaceDialog.tsx';
import { DoneSentence } from './DoneSentence.tsx';
import { findPlace, pathsOf } from './placeMoves.ts';
import type { PlaceWish } from './placeMoves.ts';
import { PlaceTree } from './PlaceTree.tsx';

function Places({
  definition,
  organisation,
  field,
}: {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly field: string;
}) {
  const { store, events } = useWorkspace();
  const mayWrite = useMayWrite(definition.compartment);
  const { type, countWord: word } = definition;
  const label = definition.fields[field]?.label ?? '';
  const [chosen, setChosen] = useState('');
  const [taken, setTaken] = useState<string>();
  const [wish, setWish] = useState<PlaceWish>();
  const [done, setDone] = useState<PlaceDone>();
  const [loaded, reload] = useLoaded(async () => {
    const scope = { type, organisations: [organisation], treeField: field };
    const [nodes, page, blank] = await Promise.all([
      store.tree(scope),
      store.query(scope, 0, 0),
      store.query({ ...scope, filters: { [field]: [null] } }, 0, 0),
    ]);
    return { nodes, total: page.all, blank: blank.total };
  });
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === type) reload();
  });
  const nodes = loaded?.nodes ?? [];
  const place = findPlace(nodes, chosen);
  useStatusLine(
    loaded === undefined
      ? []
      : [
          { text: '共', value: count(pathsOf(nodes).length), after: '个' },
          { text: '没有填的', value: count(loaded.blank), after: word },
        ],
  );
  if (loaded === undefined) return null;
  const goTo: ListWish =
    place === undefined
      ? { filters: { [field]: [null] }, treeField: field }
      : { node: place.path, treeField: field };
  const ask = (kind: PlaceWish['kind']) => () => {
    if (place !== undefined) setWish({ from: place.path, kind });
  };
  const close = (next: PlaceDone | undefined): void => {
    setWish(undefined);
    if (next === undefined || next.moved.changed === 0) return;
    setTaken(undefined);
    setDone(next);
    setChosen(next.to);
    reload();
  };
  return (
    <>
      {done === undefined ? null : (
        <DoneSentence
          key={`${done.from} ${done.to}`}
          definition={definition}
          done={done}
          onOver={() => {
            setDone(undefined);
          }}
        />
      )}
      {taken === undefined ? null : (
        <Sentence
          tone="plain"
          action={
            <Button
              size="small"
              onClick={() => {
                setTaken(undefined);
              }}
            >
              不移了
            </Button>
          }
        >
          拿起了“{lastNameOf(taken)}”。用方向键走到新位置按 Ctrl+V；不移了按 Esc。
        </Sentence>
      )}
      {nodes.length === 0 ? (
        <div className="nothing">
          <p className="nothing-lead">还没有填“{label}”的人。</p>
          <p className="quiet">导入花名册或在档案里填了“{label}”，这里就有了。</p>
        </div>
      ) : (
        <div className="places-body">
          <PlaceTree
            label={label}
            word={word}
            total={loaded.total}
            nodes={nodes}
            chosen={place === undefined ? '' : chosen}
            taken={taken}
            mayMove={mayWrite}
            onChoose={setChosen}
            onTake={setTaken}
            onRename={(from) => {
              setWish({ from, kind: 'rename' });
            }}
            onDrop={(from, aim) => {
              setWish({ from, kind: 'move', aim });
            }}
          />
          <aside className="place-side" aria-label="选中的">
            <h2>{place?.name ?? `没有填“${label}”的`}</h2>
            {place === undefined ? (
              <p className="quiet">在左边选一个，就能改名、移动、合并。</p>
            ) : (
              <p className="quiet">
                {place.path}
                <br />
                {count(place.count)} {word}
                {place.children.length === 0 ? '' : `，下面分 ${count(place.children.length)} 个`}
              </p>
            )}
            <Link to={`/records/${type}`} state={{ wish: goTo }}>
              看这 {count(place?.count ?? loaded.blank)} {word}
            </Link>
            {place === undefined || !mayWrite ? null : (
              <div className="place-acts">
                <Button onClick={ask('rename')}>改名（F2）</Button>
                <Button onClick={ask('move')}>移动到…</Button>
                <Button onClick={ask('merge')}>合并到…</Button>
              </div>
            )}
            {mayWrite ? (
              <p className="small quiet">
                也可以用鼠标拖过去，或按 Ctrl+X 拿起、到新位置按 Ctrl+V。改之前先给您看要改多少{word}。
              </p>
            ) : null}
          </aside>
        </div>
      )}
      {wish === undefined ? null : (
        <PlaceDialog
          definition={definition}
          organisation={organisation}
          field={field}
          nodes={nodes}
          wish={wish}
          onClose={close}
        />
      )}
    </>
  );
}

/** 部门班组: the trees inside one unit, read from the paths in member files (K3). */
export function PlacesPage() {
  const definition = useDefinition('member');
  const { scope, unit } = useWorkspace();
  const [other, setOther] = useState<string>();
  const [field, setField] = useState<string>();
  if (definition === undefined) return <NotHere />;
  const several = scope.organisations.length > 1 && unit === undefined;
  // Two unions' 一车间 are two places: with 全部 shown nobody has said which is meant (K8).
  const organisation = unit ?? (several ? other : scope.office.id);
  const fields = treeFieldsOf(definition);
  const shown = field ?? fields[0];
  return (
    <section className="page" aria-label="部门班组">
      <PageHead
        title="部门班组"
        note={
          <Radio.Group
            optionType="button"
            aria-label="看哪一种"
            value={shown}
            options={fields.map((key) => ({ value: key, label: definition.fields[key]?.label ?? key }))}
            onChange={(event) => {
              setField(String(event.target.value));
            }}
          />
        }
      >
        {several ? (
          <Select<string>
            aria-label="哪个单位"
            className="place-unit"
            placeholder="请先选单位"
            {...(other === undefined ? {} : { value: other })}
            showSearch={{ optionFilterProp: 'label' }}
            options={scope.organisations.map((each) => ({ value: each.id, label: each.name }))}
            onChange={setOther}
          />
        ) : null}
      </PageHead>
      {organisation === undefined || shown === undefined ? (
        <div className="nothing">
          <p className="nothing-lead">请先在右上角选单位。</p>
          <p className="quiet">每个单位的部门班组是分开的，改名只改这个单位的人。</p>
        </div>
      ) : (
        <Places
          key={`${organisation}/${shown}`}
          definition={definition}
          organisation={organisation}
          field={shown}
        />
      )}
    </section>
  );
}
