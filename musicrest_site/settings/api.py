"""Django REST framework and its schema."""

from musicrest_site.environment import env

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "musicrest_site.api.authentication.HashedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "musicrest_site.api.pagination.Pages",
    "PAGE_SIZE": 20,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.ScopedRateThrottle",
    ],
    "NUM_PROXIES": 0,  # the address that the server resolved: a header is easily forged
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_ANON_RATE", default="30/min"),
        "user": env.str("API_USER_RATE", default="120/min"),
        "login": env.str("API_LOGIN_RATE", default="5/min"),
    },
    "EXCEPTION_HANDLER": "musicrest_site.api.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "음악쉼표 API",
    "DESCRIPTION": "대화, 감정 분석, 음악 추천. 자신의 기록만 읽고 쓸 수 있어요.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "musicrest_site.api.schema.document_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "RecommendationKind": "recommendations.models.Kind",
        "AnalysisStatus": "emotions.models.EmotionAnalysis.Status",
        "CorrectionStatus": "emotions.models.EmotionCorrection.Status",
    },
}
