-- The cases :first to :last of a shop, all at once. The newest ones are still open.
-- %(first)s, %(last)s: keys; %(opened)s: the first one that is still open; %(at)s: now;
-- %(teams)s, %(agents)s, %(products)s: keys to choose from; %(ours)s, %(promised)s:
-- targets of the clocks; %(survey)s: what is asked afterwards.
SET LOCAL statement_timeout = 0;
SET LOCAL synchronous_commit = off;
SET LOCAL maintenance_work_mem = '128MB';

CREATE TEMP TABLE made ON COMMIT DROP AS
SELECT n, (n + 1) / 2 AS customer, n >= %(opened)s AS is_open,
    (%(teams)s::bigint[])[1 + n %% cardinality(%(teams)s::bigint[])] AS team,
    CASE WHEN n %% 5 > 0 THEN (%(agents)s::bigint[])[1 + n %% cardinality(%(agents)s::bigint[])] END AS agent,
    CASE WHEN n < %(opened)s THEN 'closed'
         ELSE (ARRAY['new', 'open', 'waiting', 'waiting'])[1 + n / 3 %% 4] END AS status,
    %(at)s::timestamptz - CASE WHEN n < %(opened)s
        THEN interval '6 days' + (n * 7919 %% 900000) * interval '1 minute'
        ELSE (n * 7919 %% 7000) * interval '1 minute' END AS opened,
    (ARRAY['Máy giặt báo lỗi E3, không vắt', 'Tủ lạnh kêu to, ngăn mát không lạnh',
           'Máy lạnh chảy nước trong phòng', 'Tivi có sọc ngang giữa màn hình',
           'Điện thoại sạc không vào pin', 'Lò vi sóng không nóng'])[1 + n %% 6] AS about
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n;
ANALYZE made;

INSERT INTO customers_customer (id, type, name, salutation, locale, city, tier, queue_weight)
SELECT DISTINCT customer, 'person',
    (ARRAY['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ'])[1 + customer %% 10]
    || ' ' || (ARRAY['Thu Hà', 'Ngọc Ánh', 'Thanh Mai', 'Khánh Linh', 'Bảo Châu', 'Quốc Huy', 'Minh Đức'])[1 + customer / 10 %% 7],
    'chi', 'vi', 'Đà Nẵng', '', 0
FROM made ORDER BY customer;

INSERT INTO customers_contactpoint (customer_id, kind, value, is_primary)
SELECT id, 'phone', '+8491' || lpad(id::text, 7, '0'), true
FROM customers_customer WHERE id BETWEEN (%(first)s + 1) / 2 AND (%(last)s + 1) / 2;

INSERT INTO catalog_purchase (id, source, source_id, channel, purchased_at, currency, customer_id)
SELECT id, 'pos', 'HD' || lpad(id::text, 7, '0'), 'store', %(at)s::timestamptz - interval '400 days', 'VND', id
FROM customers_customer WHERE id BETWEEN (%(first)s + 1) / 2 AND (%(last)s + 1) / 2;

INSERT INTO catalog_purchaseline (id, number, quantity, unit_price, discount, net_unit, product_id, purchase_id)
SELECT id, 1, 1, 8990000, 0, 8990000, (%(products)s::bigint[])[1 + id %% cardinality(%(products)s::bigint[])], id
FROM catalog_purchase WHERE id BETWEEN (%(first)s + 1) / 2 AND (%(last)s + 1) / 2;

INSERT INTO catalog_unit (id, serial, whereabouts, owner_id, product_id, purchase_line_id)
SELECT id, 'NM95-' || lpad((id / 20)::text, 4, '0') || '-' || lpad(id::text, 7, '0'), 'customer', id, product_id, id
FROM catalog_purchaseline WHERE id BETWEEN (%(first)s + 1) / 2 AND (%(last)s + 1) / 2;

INSERT INTO tickets_ticket (id, number, access_key, subject, kind, channel, priority, status,
    wait_reason, is_verified, outcome, resolution, episode, opened_at, first_response_at,
    waiting_since, resolved_at, closed_at, last_message_at, last_message_from,
    last_message_excerpt, public_count, assignee_id, customer_id, resolved_by_id, team_id,
    unit_id, complexity, handoffs, queue_weight, tier)
SELECT n, 'TK-' || (1000000 + n), md5('key' || n), about,
    (ARRAY['warranty', 'howto', 'complaint'])[1 + n %% 3],
    (ARRAY['portal', 'email', 'phone', 'store'])[1 + n / 2 %% 4],
    (ARRAY['normal', 'normal', 'normal', 'low', 'high', 'urgent'])[1 + n / 5 %% 6], status,
    CASE status WHEN 'waiting'
        THEN (ARRAY['customer', 'part', 'partner', 'visit', 'internal'])[1 + n / 12 %% 5] ELSE '' END,
    true, CASE status WHEN 'closed' THEN 'solved' ELSE '' END,
    CASE status WHEN 'closed' THEN 'Đã thay bộ giảm chấn.' ELSE '' END, 1, opened,
    CASE status WHEN 'new' THEN NULL ELSE opened + interval '1 hour' END,
    CASE WHEN status IN ('new', 'open') THEN opened + interval '3 minutes' END,
    CASE status WHEN 'closed' THEN opened + interval '2 days' END,
    CASE status WHEN 'closed' THEN opened + interval '5 days' END,
    opened + interval '3 hours', CASE WHEN status IN ('new', 'open') THEN 'customer' ELSE 'staff' END,
    'Máy giặt xong không vắt, hiện E3.', 3, agent, customer,
    CASE status WHEN 'closed' THEN agent END, CASE WHEN agent IS NOT NULL THEN team END,
    CASE WHEN n %% 5 > 0 THEN customer END, 'simple', 0, 0, ''
FROM made ORDER BY n;

INSERT INTO tickets_message (ticket_id, kind, author_kind, author_user_id, channel, body, created_at)
SELECT n, CASE turn WHEN 3 THEN 'note' ELSE 'public' END,
    CASE WHEN turn IN (1, 4) THEN 'customer' WHEN agent IS NULL THEN 'system' ELSE 'staff' END,
    CASE WHEN turn IN (2, 3) THEN agent END, 'portal',
    about || '. ' || (ARRAY['Máy nhà em dùng được hai năm, tối qua thử ba lần đều vậy.',
        'Dạ em chào anh chị, anh chị quay giúp em 15 giây lúc máy chạy.',
        'Nghe tiếng là gãy giảm chấn, mang sẵn linh kiện.',
        'Em gửi video nhé, nhà có em bé nên mong bên mình xem sớm.'])[turn]
    || ' ' || left(md5(n || '-' || turn), 6) || ' ' || 'mã ' || n %% 997,
    opened + turn * interval '45 minutes'
FROM made, generate_series(1, 4) AS turn ORDER BY n, turn;

CREATE TEMP TABLE told ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('events_event', 'id')) AS event, n, customer, agent, opened, verb
FROM made, unnest(ARRAY['ticket.opened', 'ticket.assigned', 'ticket.noted']) AS verb;

INSERT INTO events_event (id, verb, subject_type, subject_id, actor_kind, actor_id, actor_user_id, data, at)
SELECT event, verb, 'tickets.ticket', n::text, CASE WHEN agent IS NULL THEN 'system' ELSE 'staff' END,
    coalesce(agent::text, ''), agent, jsonb_build_object('customer_id', customer, 'agent_id', agent), opened
FROM told;
INSERT INTO events_eventlink (event_id, type, thing_id)
SELECT event, 'tickets.ticket', n::text FROM told
UNION ALL SELECT event, 'customers.customer', customer::text FROM told;
INSERT INTO events_dispatch (event_id, dispatched_at) SELECT event, opened FROM told;

INSERT INTO tickets_ticketclock (ticket_id, target_id, metric, stage, side, cycle, episode, started_at,
    due_at, next_event_at, passed, ended_at, verdict, worked_seconds, is_headline, its_team_id, its_agent_id, is_aside)
SELECT n, CASE side WHEN 'ours' THEN %(ours)s ELSE %(promised)s END, 'resolution', '', side, 1, 1, opened,
    opened + CASE side WHEN 'ours' THEN interval '2 days' ELSE interval '4 days' END,
    CASE WHEN is_open THEN opened + interval '20 days' END, 0,
    CASE WHEN NOT is_open THEN opened + interval '1 day' END,
    CASE WHEN is_open THEN '' ELSE 'met' END, CASE WHEN NOT is_open THEN 3600 END, is_open AND side = 'ours',
    CASE WHEN agent IS NOT NULL THEN team END, agent, NOT is_open
FROM made, unnest(ARRAY['ours', 'promised']) AS side WHERE is_open OR side = 'ours';

WITH asked AS (
    INSERT INTO surveys_invitation (episode, state, due_at, expires_at, sent_at, agent_id, team_id, ticket_id, survey_id)
    SELECT 1, 'answered', opened, opened + interval '14 days', opened, agent, team, n, %(survey)s
    FROM made WHERE NOT is_open AND n %% 5 = 1
    RETURNING id, sent_at
)
INSERT INTO surveys_response (score, comment, answered_at, invitation_id)
SELECT 1 + id %% 5, '', sent_at + interval '1 day', id FROM asked;

INSERT INTO tickets_calltask (customer_id, ticket_id, message_ref, phone, reason, created_at, result)
SELECT customer, n, 'call-' || n, '', 'ticket-reply', opened, '' FROM made WHERE is_open AND n %% 200 = 6;

INSERT INTO tickets_mention (ticket_id, message_id, user_id, at)
SELECT n, m.id, (%(agents)s::bigint[])[1 + (n + 1) %% cardinality(%(agents)s::bigint[])], m.created_at
FROM made JOIN tickets_message m ON m.ticket_id = n AND m.kind = 'note' WHERE is_open AND n %% 40 = 6;

INSERT INTO tickets_consult (ticket_id, asked_by_id, asked_of_id, question_id, asked_at, due_at)
SELECT n, agent, (%(agents)s::bigint[])[1 + (n + 1) %% cardinality(%(agents)s::bigint[])], m.id, m.created_at, m.created_at + interval '4 hours'
FROM made JOIN tickets_message m ON m.ticket_id = n AND m.kind = 'note' WHERE is_open AND n %% 100 = 6;
