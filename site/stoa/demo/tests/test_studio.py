from stoa.demo import studio as module
from stoa.demo.drawing import Job, draw, render
from stoa.demo.studio import Studio

JOB = Job(
    "picture", "hills:a", (160, 100), ("fill-80x50|format-avif", "fill-80x50|format-webp", "width-80|format-webp")
)


def test_ordered_drawing_is_the_same_as_one_made_here(monkeypatch):
    monkeypatch.setattr(module, "WORTH_A_POOL", 0)
    with Studio() as studio:
        studio.order([JOB, JOB])

        assert studio.picture(JOB) == draw(JOB)
        assert studio.renditions(JOB, draw(JOB)) == render(draw(JOB), JOB.filters)


def test_few_pictures_start_no_process():
    with Studio() as studio:
        studio.order([JOB])

        assert studio._pool is None
        assert studio.picture(JOB) == draw(JOB)
        assert studio.renditions(JOB, draw(JOB)) == render(draw(JOB), JOB.filters)


def test_drawing_is_made_here_when_the_processes_are_gone(monkeypatch):
    monkeypatch.setattr(module, "WORTH_A_POOL", 0)
    with Studio() as studio:
        studio.order([JOB])
        for process in list(studio._pool._processes.values()):
            process.kill()

        assert studio.picture(JOB) == draw(JOB)
        assert studio.renditions(JOB, draw(JOB)) == render(draw(JOB), JOB.filters)


def test_renditions_have_the_sizes_asked_for():
    renditions = render(draw(JOB), JOB.filters)

    assert [(name, width, height) for name, width, height, _data in renditions] == [
        ("fill-80x50|format-avif", 80, 50),
        ("fill-80x50|format-webp", 80, 50),
        ("width-80|format-webp", 80, 50),
    ]
