from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_search_documents"),
    ]

    operations = [
        migrations.RemoveField(model_name="searchdocument", name="address"),
        migrations.AddField(
            model_name="searchdocument",
            name="topic",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
