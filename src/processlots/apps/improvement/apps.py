from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "processlots.apps.improvement"
    label = "improvement"

    def ready(self) -> None:
        from processlots.apps.improvement import from_signal

        assert from_signal  # what answers a signal, also where the worker writes a report
