from lattvikt.celery import SECONDS_BETWEEN, app


def test_the_clock_calls_what_a_worker_knows():
    app.loader.import_default_modules()
    assert [task for task in SECONDS_BETWEEN if task not in app.tasks] == []
